import type { QueryReply, QueryService } from "@trailkeep/core/engine";

/** A query's reply when it has ended, however long that takes: the test's own time is the bound. */
export async function untilEnded(service: QueryService, id: string): Promise<QueryReply> {
  for (;;) {
    const reply = await service.wait(id, 60_000);
    if (reply.status !== "queued" && reply.status !== "running") return reply;
  }
}
