import type { QueryService } from "@trailkeep/core/engine";

/** A service that is opened by the first question; if it could not be, the next one tries again. */
export function late(open: () => Promise<QueryService>): QueryService {
  let opened: Promise<QueryService> | null = null;
  const service = () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    start: async (query, options) => (await service()).start(query, options),
    wait: async (id, waitMs) => (await service()).wait(id, waitMs),
    page: async (id, cursor, limit) => (await service()).page(id, cursor, limit),
    cancel: async (id) => (await service()).cancel(id),
    explain: async (query, options) => (await service()).explain(query, options),
    coverage: async (question) => (await service()).coverage(question),
    accessCoverage: async (question) => (await service()).accessCoverage(question),
    close: async () => (await opened)?.close(),
  };
}
