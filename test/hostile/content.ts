/** A CloudTrail event as text; `more` is text of further members, each behind a comma. */
export function event(id: number, more = "", time = "2026-05-04T10:00:00Z"): string {
  return `{"eventTime":"${time}","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"id-${id}","recipientAccountId":"111122223333"${more}}`;
}

/** Events as CloudTrail delivers them. */
export function trail(...events: readonly string[]): string {
  return `{"Records":[${events.join(",")}]}`;
}

export interface LineFields {
  readonly uri?: string;
  readonly referrer?: string;
  readonly userAgent?: string;
  readonly time?: string;
  readonly bytesSent?: string;
}

/** A line of an access log, with its end. */
export function line(id: number, fields: LineFields = {}): string {
  const { uri = "GET /key HTTP/1.1", referrer = "-", userAgent = "curl/8", bytesSent = "113" } = fields;
  const time = fields.time ?? "04/May/2026:10:00:00 +0000";
  return `owner bucket [${time}] 192.0.2.3 arn REQ${id} REST.GET.OBJECT key${id} "${uri}" 200 - ${bytesSent} 113 7 5 "${referrer}" "${userAgent}" - host SigV4 cipher AuthHeader b.s3.amazonaws.com TLSv1.2 - -\n`;
}
