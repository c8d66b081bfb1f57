import { type EventDataStore, GetEventDataStoreCommand, paginateListEventDataStores } from "@aws-sdk/client-cloudtrail";
import type { KeptSourceName } from "../../catalog/index.ts";
import { type AwsPlace, lakeClient } from "../../engine/aws.ts";
import { type Draft, draftOf } from "./draft.ts";

/** Which source an event data store of an event category holds; others are not asked about yet. */
const sourceOfCategory: Readonly<Record<string, KeptSourceName>> = {
  Management: "cloudtrail",
  Data: "cloudtrail",
  NetworkActivity: "cloudtrail",
  Insight: "cloudtrail_insights",
};

/** The event data stores of a region that can be asked. */
export async function discoverLake(place: AwsPlace): Promise<Draft> {
  const client = await lakeClient(place);
  const sources: Partial<Record<KeptSourceName, LakeDraft>> = {};
  const notes: string[] = [];
  try {
    for await (const { EventDataStores = [] } of paginateListEventDataStores({ client }, {})) {
      for (const { EventDataStoreArn: arn = "", Name: name = arn } of EventDataStores) {
        const detail = await client.send(new GetEventDataStoreCommand({ EventDataStore: arn }));
        const source = sourceOf(detail);
        if (detail.Status === "PENDING_DELETION" || source === undefined) {
          notes.push(
            `event data store ${name}: left out (${source === undefined ? otherKind(detail) : "being deleted"})`,
          );
          continue;
        }
        sources[source] = joined(sources[source], arn, detail, place.region);
      }
    }
  } finally {
    client.destroy();
  }
  return draftOf("lake", { engine: "lake", region: place.region, sources }, notes);
}

interface LakeDraft {
  readonly eventDataStores: readonly string[];
  readonly holds: { readonly start: string; readonly regions?: readonly string[] };
}

type Detail = Pick<EventDataStore, "AdvancedEventSelectors" | "CreatedTimestamp" | "MultiRegionEnabled">;

function categoriesOf({ AdvancedEventSelectors = [] }: Detail): readonly string[] {
  return AdvancedEventSelectors.flatMap(({ FieldSelectors = [] }) =>
    FieldSelectors.flatMap(({ Field, Equals = [] }) => (Field === "eventCategory" ? Equals : [])),
  );
}

/** Whose events an integration's are, its selectors do not say: docs/lake-integration.md. */
function otherKind(detail: Detail): string {
  const isIntegration = categoriesOf(detail).includes("ActivityAuditLog");
  return isIntegration
    ? "an integration: declare it under `s3_access` if its channel is Trailkeep's"
    : "another kind of event";
}

function sourceOf(detail: Detail): KeptSourceName | undefined {
  const found = new Set(categoriesOf(detail).map((category) => sourceOfCategory[category]));
  return found.size === 1 ? [...found][0] : undefined;
}

/** Two stores of one source hold it since the later of their beginnings, as far as is known. */
function joined(before: LakeDraft | undefined, arn: string, detail: Detail, region: string): LakeDraft {
  const created = (detail.CreatedTimestamp ?? new Date()).toISOString();
  const start = before === undefined || created > before.holds.start ? created : before.holds.start;
  const isRegional = detail.MultiRegionEnabled === false || before?.holds.regions !== undefined;
  return {
    eventDataStores: [...(before?.eventDataStores ?? []), arn],
    holds: isRegional ? { start, regions: [region] } : { start },
  };
}
