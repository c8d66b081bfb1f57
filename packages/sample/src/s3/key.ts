import { at, Random } from "../random.ts";
import { type Bucket, buckets } from "../world.ts";

/** An object of a bucket, its key in every form in which the logs hold it. */
export interface S3Object {
  /** The true key, as JSON writes it between quotes. */
  readonly json: string;
  /** URL-encoded once: in the request's URI, and in lines that a lifecycle rule caused. */
  readonly once: string;
  /** URL-encoded twice: in most access-log lines. */
  readonly twice: string;
  readonly sizeBytes: number;
}

/** Every form of a key. */
export function s3Object(key: string, sizeBytes: number): S3Object {
  const once = encodeKey(key);
  return { json: JSON.stringify(key).slice(1, -1), once, twice: encodeKey(once), sizeBytes };
}

function encodeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

type KeyForm = (n: number, year: number) => string;

const financeForms: readonly KeyForm[] = [
  (n, year) => `finance/${year}/invoice-${n}.pdf`,
  (n, year) => `finance/${year}/ledger-${n}.csv`,
  (n, year) => `finance/${year}/report-${n}.xlsx`,
  (n, year) => `exports/${year}/orders-${n}.parquet`,
  (n, year) => `finance/${year}/Board minutes ${n}.docx`,
  (n) => `finance/rapport d'été ${n}.pdf`,
  (n) => `finance/給与/${n}.csv`,
  (n) => `exports/100% final ${n}.csv`,
  (n) => `exports/a+b=${n}&c.txt`,
  (n) => `drafts/"offer" ${n}.txt`,
  (n) => `scans/📄 ${n}.pdf`,
  (n) => `imports/already%20encoded ${n}.csv`,
];

const webForms: readonly KeyForm[] = [
  (n) => `images/product-${n}.webp`,
  (n) => `assets/app-${n}.js`,
  (n) => `assets/style-${n}.css`,
  (n) => `downloads/Getting started ${n}.pdf`,
  (n) => `feeds/${n}.xml`,
];

/** The first forms are the most common. */
function makeObjects(forms: readonly KeyForm[], count: number, stream: number): readonly S3Object[] {
  const random = new Random(0, 0x0b1e + stream, 0);
  return Array.from({ length: count }, (_, n) => {
    const form = at(forms, random.below(random.below(forms.length) + 1));
    return s3Object(form(n, 2019 + random.below(8)), random.below(1 << (8 + random.below(16))));
  });
}

const objects: ReadonlyMap<Bucket, readonly S3Object[]> = new Map<Bucket, readonly S3Object[]>([
  [buckets.finance, makeObjects(financeForms, 2000, 1)],
  [buckets.web, makeObjects(webForms, 2000, 2)],
]);

/** The objects of a bucket, always the same. */
export function objectsOf(bucket: Bucket): readonly S3Object[] {
  return objects.get(bucket) ?? [];
}
