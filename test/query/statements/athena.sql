-- # eq
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_name" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "ConsoleLogin"

-- # neq-is-false-of-null
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."error_code" <> ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "AccessDenied"

-- # neq-or-missing
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."error_code" <> ? OR "record"."error_code" IS NULL)
) AS "groups"
-- "AccessDenied"

-- # in
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_name" IN (?, ?, ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "StopLogging", "GetObject", "Nothing"

-- # not-in-is-false-of-null
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_source" NOT IN (?, ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "s3.amazonaws.com", "signin.amazonaws.com"

-- # gte-integer
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."http_status" >= ?
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 400

-- # lt-integer
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."total_time_ms" < ?
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 7

-- # between-includes-both-ends
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."http_status" BETWEEN ? AND ?
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 200, 204

-- # integer-beyond-2-to-53
SELECT "record"."request_id" AS "requestId", "record"."bytes_sent" AS "bytesSent"
FROM (SELECT "request_id" AS "request_id", "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bytes_sent" = ?
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST
-- 9223372036854775807

-- # double-comparison
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."insight_details_insight_context_statistics_insight_average" > ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 12.25

-- # text-comparison-by-bytes
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."key" > ?
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "z"

-- # contains
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE strpos("record"."user_identity_arn", ?) > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "assumed-role"

-- # starts-with
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE starts_with("record"."source_ip_address", ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "203.0.113.2"

-- # ends-with
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."user_identity_arn" LIKE ? ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "%:root"

-- # like
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE ? ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "2026/_%.csv"

-- # like-escape
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE ? ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "_\\%b\\__"

-- # matches
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE regexp_like("record"."source_ip_address", ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "\\A(?:198|203)(?:(?:\\x2e(?:[0-9]){1,3})){2}\\x2e(?:7|9)\\z"

-- # matches-anywhere
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE regexp_like("record"."event_name", ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "top"

-- # ignore-case
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE translate("record"."event_name", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "deleteobject"

-- # ignore-case-folds-ascii-only
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE strpos(translate("record"."user_agent", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), ?) > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "Ünïcode"

-- # ignore-case-leaves-other-letters
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE strpos(translate("record"."user_agent", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), ?) > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "ünïcode"

-- # ignore-case-matches
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE regexp_like(translate("record"."error_code", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "\\Aaccess[A-Za-z]"

-- # exists
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."error_code" IS NOT NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # missing
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_source" IS NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # boolean-eq
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."read_only" = TRUE
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # boolean-neq
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."read_only" <> TRUE
) AS "groups"

-- # timestamp-comparison
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.500'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # not-is-two-valued
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce("record"."error_code" = ?, FALSE)
) AS "groups"
-- "AccessDenied"

-- # not-neq-holds-of-null
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce("record"."error_code" <> ?, FALSE)
) AS "groups"
-- "AccessDenied"

-- # not-over-or
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce(("record"."read_only" = FALSE OR "record"."read_only" = TRUE), FALSE)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # and-or-not
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name", "read_only" AS "read_only", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name", "read_only" AS "read_only", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE (("record"."event_name" = ? OR "record"."read_only" = TRUE) AND NOT coalesce("record"."error_code" IS NOT NULL, FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "DeleteObject"

-- # object-at-a-path-is-no-scalar
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE json_extract_scalar("record"."request_parameters", '$.ipPermissions') IS NOT NULL
) AS "groups"

-- # object-at-a-path-as-json-exists
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE nullif(json_format(json_extract("record"."request_parameters", '$.ipPermissions')), 'null') IS NOT NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # list-path
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE element_at("record"."resources", 2)."type" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "AWS::S3::Bucket"

-- # cast-in-a-predicate
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.ipPermissions.items[0].fromPort') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <= ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 22

-- # in-cidr
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '203.0.113.0' AND IPADDRESS '203.0.113.15')))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-one-of-several
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '198.51.100.7' AND IPADDRESS '198.51.100.7' OR "address" BETWEEN IPADDRESS '203.0.113.20' AND IPADDRESS '203.0.113.21')))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-service-is-in-no-network
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce(((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0.0.0.0' AND IPADDRESS '255.255.255.255')) OR (regexp_like("record"."source_ip_address", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0:0:0:0:0:0:0:0' AND IPADDRESS 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'))), FALSE)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-every-spelling-of-ipv6
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '2001:db8:0:0:0:0:0:0' AND IPADDRESS '2001:db8:0:0:0:0:0:3')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-mapped-address-is-not-ipv4
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.127')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-mapped-address-is-ipv6
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0:0:0:0:0:ffff:0:0' AND IPADDRESS '0:0:0:0:0:ffff:ffff:ffff')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-of-a-column
SELECT * FROM (
SELECT "record"."remote_ip" AS "remoteIp", count(*) AS "n"
FROM (SELECT "remote_ip" AS "remote_ip", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "remote_ip" AS "remote_ip", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
WHERE ((regexp_like("remoteIp", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("remoteIp" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.255')))
ORDER BY "remoteIp" ASC NULLS LAST

-- # any-of-a-list
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match("record"."resources", "element1" -> "element1"."accountId" = ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "111122223333"

-- # any-is-about-one-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match("record"."resources", "element1" -> ("element1"."type" = ? AND "element1"."accountId" IS NOT NULL))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "AWS::S3::Object"

-- # any-of-nothing-is-false
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce(any_match("record"."resources", "element1" -> "element1"."ARN" IS NOT NULL), FALSE)
) AS "groups"

-- # any-not-inside-and-outside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "resources" AS "resources" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match("record"."resources", "element1" -> NOT coalesce("element1"."accountId" IS NOT NULL, FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-port-open-to-the-world
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.ipPermissions.items') AS ARRAY(JSON)), "element1" -> (transform(ARRAY[replace(json_extract_scalar("element1", '$.fromPort'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <= ? AND transform(ARRAY[replace(json_extract_scalar("element1", '$.toPort'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] >= ? AND any_match(TRY_CAST(json_extract("element1", '$.ipRanges.items') AS ARRAY(JSON)), "element2" -> transform(ARRAY[replace(json_extract_scalar("element2", '$.cidrIp'), chr(64978), '')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element2", '$.cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = ?)))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 22, 22, "0.0.0.0/0"

-- # any-path-below-the-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.ipPermissions.items') AS ARRAY(JSON)), "element1" -> transform(ARRAY[CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element1", '$.ipRanges.items[0].cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE ? ESCAPE '\')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "%/0"

-- # any-a-network-is-no-address
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.ipPermissions.items') AS ARRAY(JSON)), "element1" -> ((regexp_like(CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END, '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST(CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0.0.0.0' AND IPADDRESS '255.255.255.255'))))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-scalar-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.list') AS ARRAY(JSON)), "element1" -> transform(ARRAY[replace(json_extract_scalar("element1", '$'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] BETWEEN ? AND ?)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 11, 20

-- # any-element-that-is-no-scalar
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.list') AS ARRAY(JSON)), "element1" -> (replace(json_extract_scalar("element1", '$'), chr(64978), '') IS NULL AND nullif(json_format(json_extract("element1", '$')), 'null') IS NOT NULL))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-of-an-object-is-false
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$') AS ARRAY(JSON)), "element1" -> nullif(json_format(json_extract("element1", '$')), 'null') IS NOT NULL)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-in-any
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."insight_details_insight_context_attributions", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$') AS ARRAY(JSON)), "element1" -> any_match(TRY_CAST(json_extract("element1", '$.insight') AS ARRAY(JSON)), "element2" -> transform(ARRAY[replace(json_extract_scalar("element2", '$.average'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)\z') THEN CASE WHEN is_finite(TRY_CAST("value" AS DOUBLE)) THEN TRY_CAST("value" AS DOUBLE) + 0E0 END END)[1] = ?))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 1

-- # field-to-field
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bytes_sent" > "record"."total_time_ms"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-is-false-of-null
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE NOT coalesce("record"."bytes_sent" > "record"."total_time_ms", FALSE)
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-integer-and-double
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."insight_details_insight_context_statistics_insight_duration" >= CASE WHEN abs("record"."insight_details_insight_context_statistics_insight_average") < 9E18 THEN CAST(CAST(ceil("record"."insight_details_insight_context_statistics_insight_average") AS BIGINT) AS DECIMAL(38, 0)) WHEN abs("record"."insight_details_insight_context_statistics_insight_average") < 1E22 THEN CAST(CAST("record"."insight_details_insight_context_statistics_insight_average" / 2048E0 AS BIGINT) AS DECIMAL(38, 0)) * 2048 ELSE CAST(sign("record"."insight_details_insight_context_statistics_insight_average") * 1E22 AS DECIMAL(38, 0)) END
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-cast
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.list[0]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <> transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 1 THEN json_extract_scalar("record"."request_parameters", '$.list[1]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1]
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-text-by-bytes
SELECT "record"."key" AS "key", "record"."request_id" AS "requestId"
FROM (SELECT "key" AS "key", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."key" < "record"."request_id"
ORDER BY "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST, 1 ASC NULLS LAST

-- # hour-of-day
SELECT * FROM (
SELECT hour("record"."event_time") AS "hour", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # day-of-week
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "day", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST

-- # out-of-hours
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE (day_of_week("record"."time") IN (?, ?) AND NOT coalesce(hour("record"."time") BETWEEN ? AND ?, FALSE))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 6, 7, 9, 11

-- # part-of-a-cast
SELECT hour(transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "hour", day_of_week(transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "day", day_of_week(transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.name')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "none"
FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "e-10"

-- # every-field-of-cloudtrail
SELECT "record"."event_time" AS "eventTime", "record"."event_version" AS "eventVersion", "record"."user_identity_type" AS "userIdentity.type", "record"."user_identity_principal_id" AS "userIdentity.principalId", "record"."user_identity_arn" AS "userIdentity.arn", "record"."user_identity_account_id" AS "userIdentity.accountId", "record"."user_identity_access_key_id" AS "userIdentity.accessKeyId", "record"."user_identity_user_name" AS "userIdentity.userName", "record"."user_identity_invoked_by" AS "userIdentity.invokedBy", "record"."user_identity_invoked_by_delegate_account_id" AS "userIdentity.invokedByDelegate.accountId", "record"."user_identity_session_context_session_issuer_type" AS "userIdentity.sessionContext.sessionIssuer.type", "record"."user_identity_session_context_session_issuer_user_name" AS "userIdentity.sessionContext.sessionIssuer.userName", "record"."user_identity_session_context_session_issuer_principal_id" AS "userIdentity.sessionContext.sessionIssuer.principalId", "record"."user_identity_session_context_session_issuer_arn" AS "userIdentity.sessionContext.sessionIssuer.arn", "record"."user_identity_session_context_session_issuer_account_id" AS "userIdentity.sessionContext.sessionIssuer.accountId", "record"."user_identity_session_context_web_id_federation_data_federated_provider" AS "userIdentity.sessionContext.webIdFederationData.federatedProvider", "record"."user_identity_session_context_web_id_federation_data_attributes" AS "userIdentity.sessionContext.webIdFederationData.attributes", "record"."user_identity_session_context_attributes_creation_date" AS "userIdentity.sessionContext.attributes.creationDate", "record"."user_identity_session_context_attributes_mfa_authenticated" AS "userIdentity.sessionContext.attributes.mfaAuthenticated", "record"."user_identity_session_context_source_identity" AS "userIdentity.sessionContext.sourceIdentity", "record"."user_identity_session_context_ec2_role_delivery" AS "userIdentity.sessionContext.ec2RoleDelivery", "record"."user_identity_session_context_ec2_issued_in_vpc" AS "userIdentity.sessionContext.ec2IssuedInVpc", "record"."user_identity_session_context_assumed_root" AS "userIdentity.sessionContext.assumedRoot", "record"."user_identity_on_behalf_of_user_id" AS "userIdentity.onBehalfOf.userId", "record"."user_identity_on_behalf_of_identity_store_arn" AS "userIdentity.onBehalfOf.identityStoreArn", "record"."user_identity_in_scope_of_source_arn" AS "userIdentity.inScopeOf.sourceArn", "record"."user_identity_in_scope_of_source_account" AS "userIdentity.inScopeOf.sourceAccount", "record"."user_identity_in_scope_of_issuer_type" AS "userIdentity.inScopeOf.issuerType", "record"."user_identity_in_scope_of_credentials_issued_to" AS "userIdentity.inScopeOf.credentialsIssuedTo", "record"."user_identity_credential_id" AS "userIdentity.credentialId", "record"."user_identity_identity_provider" AS "userIdentity.identityProvider", "record"."event_source" AS "eventSource", "record"."event_name" AS "eventName", "record"."aws_region" AS "awsRegion", "record"."source_ip_address" AS "sourceIPAddress", "record"."user_agent" AS "userAgent", "record"."error_code" AS "errorCode", "record"."error_message" AS "errorMessage", "record"."request_parameters" AS "requestParameters", "record"."response_elements" AS "responseElements", "record"."additional_event_data" AS "additionalEventData", "record"."request_id" AS "requestID", "record"."event_id" AS "eventID", "record"."event_type" AS "eventType", "record"."api_version" AS "apiVersion", "record"."management_event" AS "managementEvent", "record"."read_only" AS "readOnly", regexp_replace('[' || array_join(transform("record"."resources", "element" -> '{' || '"ARN":' || coalesce(json_format(CAST("element"."ARN" AS JSON)), 'null') || ',' || '"ARNPrefix":' || coalesce(json_format(CAST("element"."ARNPrefix" AS JSON)), 'null') || ',' || '"accountId":' || coalesce(json_format(CAST("element"."accountId" AS JSON)), 'null') || ',' || '"type":' || coalesce(json_format(CAST("element"."type" AS JSON)), 'null') || '}'), ',') || ']', '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))) AS "resources", "record"."recipient_account_id" AS "recipientAccountId", "record"."service_event_details" AS "serviceEventDetails", "record"."shared_event_id" AS "sharedEventID", "record"."vpc_endpoint_id" AS "vpcEndpointId", "record"."vpc_endpoint_account_id" AS "vpcEndpointAccountId", "record"."event_category" AS "eventCategory", "record"."addendum_reason" AS "addendum.reason", "record"."addendum_updated_fields" AS "addendum.updatedFields", "record"."addendum_original_request_id" AS "addendum.originalRequestID", "record"."addendum_original_event_id" AS "addendum.originalEventID", "record"."session_credential_from_console" AS "sessionCredentialFromConsole", "record"."event_context" AS "eventContext", "record"."edge_device_details" AS "edgeDeviceDetails", "record"."tls_details_tls_version" AS "tlsDetails.tlsVersion", "record"."tls_details_cipher_suite" AS "tlsDetails.cipherSuite", "record"."tls_details_client_provided_host_header" AS "tlsDetails.clientProvidedHostHeader", "record"."other_fields" AS "otherFields", "record"."record_id" AS "recordId", "record"."input_object" AS "inputObject", "record"."input_position" AS "inputPosition"
FROM (SELECT "event_time" AS "event_time", "event_version" AS "event_version", "user_identity"."type" AS "user_identity_type", "user_identity"."principal_id" AS "user_identity_principal_id", "user_identity"."arn" AS "user_identity_arn", "user_identity"."account_id" AS "user_identity_account_id", "user_identity"."access_key_id" AS "user_identity_access_key_id", "user_identity"."user_name" AS "user_identity_user_name", "user_identity"."invoked_by" AS "user_identity_invoked_by", "user_identity"."invoked_by_delegate"."account_id" AS "user_identity_invoked_by_delegate_account_id", "user_identity"."session_context"."session_issuer"."type" AS "user_identity_session_context_session_issuer_type", "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."session_context"."session_issuer"."principal_id" AS "user_identity_session_context_session_issuer_principal_id", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "user_identity"."session_context"."session_issuer"."account_id" AS "user_identity_session_context_session_issuer_account_id", "user_identity"."session_context"."web_id_federation_data"."federated_provider" AS "user_identity_session_context_web_id_federation_data_federated_provider", "user_identity"."session_context"."web_id_federation_data"."attributes" AS "user_identity_session_context_web_id_federation_data_attributes", "user_identity"."session_context"."attributes"."creation_date" AS "user_identity_session_context_attributes_creation_date", "user_identity"."session_context"."attributes"."mfa_authenticated" AS "user_identity_session_context_attributes_mfa_authenticated", "user_identity"."session_context"."source_identity" AS "user_identity_session_context_source_identity", "user_identity"."session_context"."ec2_role_delivery" AS "user_identity_session_context_ec2_role_delivery", "user_identity"."session_context"."ec2_issued_in_vpc" AS "user_identity_session_context_ec2_issued_in_vpc", "user_identity"."session_context"."assumed_root" AS "user_identity_session_context_assumed_root", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "user_identity"."on_behalf_of"."identity_store_arn" AS "user_identity_on_behalf_of_identity_store_arn", "user_identity"."in_scope_of"."source_arn" AS "user_identity_in_scope_of_source_arn", "user_identity"."in_scope_of"."source_account" AS "user_identity_in_scope_of_source_account", "user_identity"."in_scope_of"."issuer_type" AS "user_identity_in_scope_of_issuer_type", "user_identity"."in_scope_of"."credentials_issued_to" AS "user_identity_in_scope_of_credentials_issued_to", "user_identity"."credential_id" AS "user_identity_credential_id", "user_identity"."identity_provider" AS "user_identity_identity_provider", "event_source" AS "event_source", "event_name" AS "event_name", "aws_region" AS "aws_region", "source_ip_address" AS "source_ip_address", "user_agent" AS "user_agent", "error_code" AS "error_code", "error_message" AS "error_message", "request_parameters" AS "request_parameters", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "request_id" AS "request_id", "event_id" AS "event_id", "event_type" AS "event_type", "api_version" AS "api_version", "management_event" AS "management_event", "read_only" AS "read_only", "resources" AS "resources", "recipient_account_id" AS "recipient_account_id", "service_event_details" AS "service_event_details", "shared_event_id" AS "shared_event_id", "vpc_endpoint_id" AS "vpc_endpoint_id", "vpc_endpoint_account_id" AS "vpc_endpoint_account_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "session_credential_from_console" AS "session_credential_from_console", "event_context" AS "event_context", "edge_device_details" AS "edge_device_details", "tls_details"."tls_version" AS "tls_details_tls_version", "tls_details"."cipher_suite" AS "tls_details_cipher_suite", "tls_details"."client_provided_host_header" AS "tls_details_client_provided_host_header", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "event_version" AS "event_version", "user_identity"."type" AS "user_identity_type", "user_identity"."principal_id" AS "user_identity_principal_id", "user_identity"."arn" AS "user_identity_arn", "user_identity"."account_id" AS "user_identity_account_id", "user_identity"."access_key_id" AS "user_identity_access_key_id", "user_identity"."user_name" AS "user_identity_user_name", "user_identity"."invoked_by" AS "user_identity_invoked_by", "user_identity"."invoked_by_delegate"."account_id" AS "user_identity_invoked_by_delegate_account_id", "user_identity"."session_context"."session_issuer"."type" AS "user_identity_session_context_session_issuer_type", "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."session_context"."session_issuer"."principal_id" AS "user_identity_session_context_session_issuer_principal_id", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "user_identity"."session_context"."session_issuer"."account_id" AS "user_identity_session_context_session_issuer_account_id", "user_identity"."session_context"."web_id_federation_data"."federated_provider" AS "user_identity_session_context_web_id_federation_data_federated_provider", "user_identity"."session_context"."web_id_federation_data"."attributes" AS "user_identity_session_context_web_id_federation_data_attributes", "user_identity"."session_context"."attributes"."creation_date" AS "user_identity_session_context_attributes_creation_date", "user_identity"."session_context"."attributes"."mfa_authenticated" AS "user_identity_session_context_attributes_mfa_authenticated", "user_identity"."session_context"."source_identity" AS "user_identity_session_context_source_identity", "user_identity"."session_context"."ec2_role_delivery" AS "user_identity_session_context_ec2_role_delivery", "user_identity"."session_context"."ec2_issued_in_vpc" AS "user_identity_session_context_ec2_issued_in_vpc", "user_identity"."session_context"."assumed_root" AS "user_identity_session_context_assumed_root", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "user_identity"."on_behalf_of"."identity_store_arn" AS "user_identity_on_behalf_of_identity_store_arn", "user_identity"."in_scope_of"."source_arn" AS "user_identity_in_scope_of_source_arn", "user_identity"."in_scope_of"."source_account" AS "user_identity_in_scope_of_source_account", "user_identity"."in_scope_of"."issuer_type" AS "user_identity_in_scope_of_issuer_type", "user_identity"."in_scope_of"."credentials_issued_to" AS "user_identity_in_scope_of_credentials_issued_to", "user_identity"."credential_id" AS "user_identity_credential_id", "user_identity"."identity_provider" AS "user_identity_identity_provider", "event_source" AS "event_source", "event_name" AS "event_name", "aws_region" AS "aws_region", "source_ip_address" AS "source_ip_address", "user_agent" AS "user_agent", "error_code" AS "error_code", "error_message" AS "error_message", "request_parameters" AS "request_parameters", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "request_id" AS "request_id", "event_id" AS "event_id", "event_type" AS "event_type", "api_version" AS "api_version", "management_event" AS "management_event", "read_only" AS "read_only", "resources" AS "resources", "recipient_account_id" AS "recipient_account_id", "service_event_details" AS "service_event_details", "shared_event_id" AS "shared_event_id", "vpc_endpoint_id" AS "vpc_endpoint_id", "vpc_endpoint_account_id" AS "vpc_endpoint_account_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "session_credential_from_console" AS "session_credential_from_console", "event_context" AS "event_context", "edge_device_details" AS "edge_device_details", "tls_details"."tls_version" AS "tls_details_tls_version", "tls_details"."cipher_suite" AS "tls_details_cipher_suite", "tls_details"."client_provided_host_header" AS "tls_details_client_provided_host_header", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 1 ASC NULLS LAST, 43 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST, 12 ASC NULLS LAST, 13 ASC NULLS LAST, 14 ASC NULLS LAST, 15 ASC NULLS LAST, 16 ASC NULLS LAST, 17 ASC NULLS LAST, 18 ASC NULLS LAST, 19 ASC NULLS LAST, 20 ASC NULLS LAST, 21 ASC NULLS LAST, 22 ASC NULLS LAST, 23 ASC NULLS LAST, 24 ASC NULLS LAST, 25 ASC NULLS LAST, 26 ASC NULLS LAST, 27 ASC NULLS LAST, 28 ASC NULLS LAST, 29 ASC NULLS LAST, 30 ASC NULLS LAST, 31 ASC NULLS LAST, 32 ASC NULLS LAST, 33 ASC NULLS LAST, 34 ASC NULLS LAST, 35 ASC NULLS LAST, 36 ASC NULLS LAST, 37 ASC NULLS LAST, 38 ASC NULLS LAST, 39 ASC NULLS LAST, 40 ASC NULLS LAST, 41 ASC NULLS LAST, 42 ASC NULLS LAST, 44 ASC NULLS LAST, 45 ASC NULLS LAST, 46 ASC NULLS LAST, 47 ASC NULLS LAST, 48 ASC NULLS LAST, 49 ASC NULLS LAST, 50 ASC NULLS LAST, 51 ASC NULLS LAST, 52 ASC NULLS LAST, 53 ASC NULLS LAST, 54 ASC NULLS LAST, 55 ASC NULLS LAST, 56 ASC NULLS LAST, 57 ASC NULLS LAST, 58 ASC NULLS LAST, 59 ASC NULLS LAST, 60 ASC NULLS LAST, 61 ASC NULLS LAST, 62 ASC NULLS LAST, 63 ASC NULLS LAST, 64 ASC NULLS LAST, 65 ASC NULLS LAST, 66 ASC NULLS LAST, 67 ASC NULLS LAST, 68 ASC NULLS LAST

-- # every-field-of-s3-access
SELECT "record"."bucket_owner" AS "bucketOwner", "record"."bucket" AS "bucket", "record"."time" AS "time", "record"."remote_ip" AS "remoteIp", "record"."requester" AS "requester", "record"."request_id" AS "requestId", "record"."operation" AS "operation", "record"."key" AS "key", "record"."key_raw" AS "keyRaw", "record"."request_uri" AS "requestUri", "record"."http_status" AS "httpStatus", "record"."error_code" AS "errorCode", "record"."bytes_sent" AS "bytesSent", "record"."object_size" AS "objectSize", "record"."total_time_ms" AS "totalTimeMs", "record"."turn_around_time_ms" AS "turnAroundTimeMs", "record"."referrer" AS "referrer", "record"."user_agent" AS "userAgent", "record"."version_id" AS "versionId", "record"."host_id" AS "hostId", "record"."signature_version" AS "signatureVersion", "record"."cipher_suite" AS "cipherSuite", "record"."authentication_type" AS "authenticationType", "record"."host_header" AS "hostHeader", "record"."tls_version" AS "tlsVersion", "record"."access_point_arn" AS "accessPointArn", "record"."acl_required" AS "aclRequired", "record"."source_region" AS "sourceRegion", "record"."additional_fields" AS "additionalFields", "record"."record_id" AS "recordId", "record"."input_object" AS "inputObject", "record"."input_position" AS "inputPosition"
FROM (SELECT "bucket_owner" AS "bucket_owner", "bucket" AS "bucket", "time" AS "time", "remote_ip" AS "remote_ip", "requester" AS "requester", "request_id" AS "request_id", "operation" AS "operation", "key" AS "key", "key_raw" AS "key_raw", "request_uri" AS "request_uri", "http_status" AS "http_status", "error_code" AS "error_code", "bytes_sent" AS "bytes_sent", "object_size" AS "object_size", "total_time_ms" AS "total_time_ms", "turn_around_time_ms" AS "turn_around_time_ms", "referrer" AS "referrer", "user_agent" AS "user_agent", "version_id" AS "version_id", "host_id" AS "host_id", "signature_version" AS "signature_version", "cipher_suite" AS "cipher_suite", "authentication_type" AS "authentication_type", "host_header" AS "host_header", "tls_version" AS "tls_version", "access_point_arn" AS "access_point_arn", "acl_required" AS "acl_required", "source_region" AS "source_region", "additional_fields" AS "additional_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bucket_owner" AS "bucket_owner", "bucket" AS "bucket", "time" AS "time", "remote_ip" AS "remote_ip", "requester" AS "requester", "request_id" AS "request_id", "operation" AS "operation", "key" AS "key", "key_raw" AS "key_raw", "request_uri" AS "request_uri", "http_status" AS "http_status", "error_code" AS "error_code", "bytes_sent" AS "bytes_sent", "object_size" AS "object_size", "total_time_ms" AS "total_time_ms", "turn_around_time_ms" AS "turn_around_time_ms", "referrer" AS "referrer", "user_agent" AS "user_agent", "version_id" AS "version_id", "host_id" AS "host_id", "signature_version" AS "signature_version", "cipher_suite" AS "cipher_suite", "authentication_type" AS "authentication_type", "host_header" AS "host_header", "tls_version" AS "tls_version", "access_point_arn" AS "access_point_arn", "acl_required" AS "acl_required", "source_region" AS "source_region", "additional_fields" AS "additional_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 3 ASC NULLS LAST, 6 ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST, 12 ASC NULLS LAST, 13 ASC NULLS LAST, 14 ASC NULLS LAST, 15 ASC NULLS LAST, 16 ASC NULLS LAST, 17 ASC NULLS LAST, 18 ASC NULLS LAST, 19 ASC NULLS LAST, 20 ASC NULLS LAST, 21 ASC NULLS LAST, 22 ASC NULLS LAST, 23 ASC NULLS LAST, 24 ASC NULLS LAST, 25 ASC NULLS LAST, 26 ASC NULLS LAST, 27 ASC NULLS LAST, 28 ASC NULLS LAST, 29 ASC NULLS LAST, 30 ASC NULLS LAST, 31 ASC NULLS LAST, 32 ASC NULLS LAST

-- # every-field-of-insights
SELECT "record"."event_time" AS "eventTime", "record"."event_version" AS "eventVersion", "record"."aws_region" AS "awsRegion", "record"."event_id" AS "eventID", "record"."event_type" AS "eventType", "record"."recipient_account_id" AS "recipientAccountId", "record"."shared_event_id" AS "sharedEventID", "record"."event_category" AS "eventCategory", "record"."addendum_reason" AS "addendum.reason", "record"."addendum_updated_fields" AS "addendum.updatedFields", "record"."addendum_original_request_id" AS "addendum.originalRequestID", "record"."addendum_original_event_id" AS "addendum.originalEventID", "record"."insight_details_state" AS "insightDetails.state", "record"."insight_details_event_source" AS "insightDetails.eventSource", "record"."insight_details_event_name" AS "insightDetails.eventName", "record"."insight_details_insight_type" AS "insightDetails.insightType", "record"."insight_details_error_code" AS "insightDetails.errorCode", "record"."insight_details_insight_context_statistics_baseline_average" AS "insightDetails.insightContext.statistics.baseline.average", "record"."insight_details_insight_context_statistics_insight_average" AS "insightDetails.insightContext.statistics.insight.average", "record"."insight_details_insight_context_statistics_insight_duration" AS "insightDetails.insightContext.statistics.insightDuration", "record"."insight_details_insight_context_statistics_baseline_duration" AS "insightDetails.insightContext.statistics.baselineDuration", "record"."insight_details_insight_context_attributions" AS "insightDetails.insightContext.attributions", "record"."other_fields" AS "otherFields", "record"."record_id" AS "recordId", "record"."input_object" AS "inputObject", "record"."input_position" AS "inputPosition"
FROM (SELECT "event_time" AS "event_time", "event_version" AS "event_version", "aws_region" AS "aws_region", "event_id" AS "event_id", "event_type" AS "event_type", "recipient_account_id" AS "recipient_account_id", "shared_event_id" AS "shared_event_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "insight_details"."state" AS "insight_details_state", "insight_details"."event_source" AS "insight_details_event_source", "insight_details"."event_name" AS "insight_details_event_name", "insight_details"."insight_type" AS "insight_details_insight_type", "insight_details"."error_code" AS "insight_details_error_code", "insight_details"."insight_context"."statistics"."baseline"."average" AS "insight_details_insight_context_statistics_baseline_average", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "insight_details"."insight_context"."statistics"."baseline_duration" AS "insight_details_insight_context_statistics_baseline_duration", "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "event_version" AS "event_version", "aws_region" AS "aws_region", "event_id" AS "event_id", "event_type" AS "event_type", "recipient_account_id" AS "recipient_account_id", "shared_event_id" AS "shared_event_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "insight_details"."state" AS "insight_details_state", "insight_details"."event_source" AS "insight_details_event_source", "insight_details"."event_name" AS "insight_details_event_name", "insight_details"."insight_type" AS "insight_details_insight_type", "insight_details"."error_code" AS "insight_details_error_code", "insight_details"."insight_context"."statistics"."baseline"."average" AS "insight_details_insight_context_statistics_baseline_average", "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "insight_details"."insight_context"."statistics"."baseline_duration" AS "insight_details_insight_context_statistics_baseline_duration", "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 1 ASC NULLS LAST, 4 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST, 12 ASC NULLS LAST, 13 ASC NULLS LAST, 14 ASC NULLS LAST, 15 ASC NULLS LAST, 16 ASC NULLS LAST, 17 ASC NULLS LAST, 18 ASC NULLS LAST, 19 ASC NULLS LAST, 20 ASC NULLS LAST, 21 ASC NULLS LAST, 22 ASC NULLS LAST, 23 ASC NULLS LAST, 24 ASC NULLS LAST, 25 ASC NULLS LAST, 26 ASC NULLS LAST

-- # paths-are-text
SELECT transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.n')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.n')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.n", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.d')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.d')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.d", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.ok')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.ok')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.ok", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.nothing')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.nothing')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.nothing", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.list')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.list')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.list[0]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.list[0]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list[0]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 1 THEN json_extract_scalar("record"."request_parameters", '$.list[1]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.list[1]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list.1", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 2 THEN json_extract_scalar("record"."request_parameters", '$.list[2]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.list[2]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list[2]", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$["a.b"]')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$["a.b"]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters[""a.b""]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$')) IS NULL THEN json_extract_scalar("record"."request_parameters", '$["10"]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$["10"]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters[""10""]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$')) > 10 THEN json_extract_scalar("record"."request_parameters", '$[10]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$[10]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.10"
FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST
-- "e-10"

-- # casts-of-text
SELECT transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.n')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "tooLarge", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.d')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)\z') THEN CASE WHEN is_finite(TRY_CAST("value" AS DOUBLE)) THEN TRY_CAST("value" AS DOUBLE) + 0E0 END END)[1] AS "d", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.d')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "noInteger", CASE json_extract_scalar("record"."request_parameters", '$.ok') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS "ok", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1] AS "cutToMilliseconds", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 1 THEN json_extract_scalar("record"."request_parameters", '$.list[1]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "twenty", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.name')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1] AS "noTime", regexp_replace(regexp_replace(regexp_replace(nullif(json_format(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.list')), 'null'), '("(?:[^"\\]|\\.)*")|(-?[0-9]+[.][0-9]+E-?[0-9]+)', "part" -> coalesce("part"[1], CASE "part"[2] WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("part"[2] AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END)), '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))), '"' || chr(64978) || '([^"]*)"', '$1') AS "list"
FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST
-- "e-10"

-- # casts-of-fields
SELECT CAST("record"."http_status" AS VARCHAR) AS "text", CAST("record"."http_status" AS DOUBLE) AS "double", "record"."http_status" AS "integer", format_datetime("record"."time", 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''') AS "when", CAST("record"."bytes_sent" AS VARCHAR) AS "nothing"
FROM (SELECT "http_status" AS "http_status", "time" AS "time", "bytes_sent" AS "bytes_sent", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "http_status" AS "http_status", "time" AS "time", "bytes_sent" AS "bytes_sent", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."request_id" = ?
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST
-- "R3"

-- # boolean-as-text
SELECT CAST("record"."read_only" AS VARCHAR) AS "readOnly"
FROM (SELECT "read_only" AS "read_only", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "read_only" AS "read_only", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST
-- "e-05"

-- # json-column
SELECT "record"."request_parameters" AS "requestParameters", "record"."response_elements" AS "responseElements"
FROM (SELECT "request_parameters" AS "request_parameters", "response_elements" AS "response_elements", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "response_elements" AS "response_elements", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST
-- "e-10"

-- # list-column
SELECT regexp_replace('[' || array_join(transform("record"."resources", "element" -> '{' || '"ARN":' || coalesce(json_format(CAST("element"."ARN" AS JSON)), 'null') || ',' || '"ARNPrefix":' || coalesce(json_format(CAST("element"."ARNPrefix" AS JSON)), 'null') || ',' || '"accountId":' || coalesce(json_format(CAST("element"."accountId" AS JSON)), 'null') || ',' || '"type":' || coalesce(json_format(CAST("element"."type" AS JSON)), 'null') || '}'), ',') || ']', '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))) AS "resources"
FROM (SELECT "resources" AS "resources", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "resources" AS "resources", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST
-- "e-05"

-- # list-members
SELECT element_at("record"."resources", 1)."ARN" AS "resources[0].ARN", element_at("record"."resources", 2)."accountId" AS "resources.1.accountId", element_at("record"."resources", 1)."accountId" AS "resources[0].accountId", element_at("record"."resources", 3)."ARN" AS "resources[2].ARN"
FROM (SELECT "resources" AS "resources", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "resources" AS "resources", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_id" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST
-- "e-05"

-- # path-into-an-array-at-the-top
SELECT transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."insight_details_insight_context_attributions", '$')) > 0 AND json_array_length(json_extract("record"."insight_details_insight_context_attributions", '$[0].insight')) > 0 THEN json_extract_scalar("record"."insight_details_insight_context_attributions", '$[0].insight[0].average') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."insight_details_insight_context_attributions", '$[0].insight[0].average')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "average"
FROM (SELECT "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "insight_details"."insight_context"."attributions" AS "insight_details_insight_context_attributions", "event_time" AS "event_time", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE CASE WHEN json_array_length(json_extract("record"."insight_details_insight_context_attributions", '$')) > 0 THEN json_extract_scalar("record"."insight_details_insight_context_attributions", '$[0].attribute') END IS NOT NULL
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST

-- # distinct
SELECT * FROM (
SELECT DISTINCT "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "rows"
ORDER BY "sourceIPAddress" ASC NULLS LAST

-- # distinct-in-order
SELECT * FROM (
SELECT DISTINCT "record"."operation" AS "operation", "record"."http_status" AS "status"
FROM (SELECT "operation" AS "operation", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "operation" AS "operation", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "rows"
ORDER BY "status" DESC NULLS LAST, "operation" ASC NULLS LAST

-- # distinct-then-limit
SELECT * FROM (
SELECT DISTINCT "record"."http_status" AS "httpStatus"
FROM (SELECT "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "rows"
ORDER BY "httpStatus" ASC NULLS LAST
LIMIT 2

-- # start-is-inside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-02'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.500'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # end-is-outside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-01 09:30:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-02 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # dates-are-midnights
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-02' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # offsets
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-01 08:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-01 08:00:06.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # only-an-end
SELECT "record"."event_id" AS "eventID", "record"."event_time" AS "eventTime"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" <= DATE '1969-12-31'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" < TIMESTAMP '1970-01-01 00:00:00.000'
ORDER BY 2 ASC NULLS LAST, 1 ASC NULLS LAST

-- # last
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-02' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # last-day
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-02' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
) AS "groups"

-- # rows-are-in-time-then-id
SELECT "record"."request_id" AS "requestId", "record"."key" AS "key"
FROM (SELECT "request_id" AS "request_id", "key" AS "key", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "key" AS "key", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST
LIMIT 3

-- # order-by-bytes
SELECT "record"."key" AS "key"
FROM (SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST

-- # order-beyond-the-basic-plane
SELECT "record"."event_name" AS "eventName"
FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time", "event_source" AS "event_source", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time", "event_source" AS "event_source", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_source" IS NULL
ORDER BY 1 ASC NULLS LAST, "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST

-- # nulls-last-ascending
SELECT "record"."bytes_sent" AS "bytesSent", "record"."request_id" AS "requestId"
FROM (SELECT "bytes_sent" AS "bytes_sent", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bytes_sent" AS "bytes_sent", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # nulls-last-descending
SELECT "record"."bytes_sent" AS "bytesSent", "record"."request_id" AS "requestId"
FROM (SELECT "bytes_sent" AS "bytes_sent", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bytes_sent" AS "bytes_sent", "request_id" AS "request_id", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY 1 DESC NULLS LAST, "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # false-before-true
SELECT "record"."read_only" AS "readOnly", "record"."event_id" AS "eventID"
FROM (SELECT "read_only" AS "read_only", "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "read_only" AS "read_only", "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."user_identity_arn" LIKE ? ESCAPE '\'
ORDER BY 1 ASC NULLS LAST, "record"."event_time" DESC NULLS LAST, 2 ASC NULLS LAST
-- "%/alice"

-- # order-by-what-is-not-selected
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "total_time_ms" AS "total_time_ms" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
ORDER BY "record"."total_time_ms" DESC NULLS LAST, "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
LIMIT 2

-- # order-by-an-output-column-first
SELECT "record"."total_time_ms" AS "key"
FROM (SELECT "total_time_ms" AS "total_time_ms", "time" AS "time", "operation" AS "operation", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "total_time_ms" AS "total_time_ms", "time" AS "time", "operation" AS "operation", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."operation" = ?
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST
-- "REST.GET.OBJECT"

-- # a-record-counts-once
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_name" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "DeleteObject"

-- # count-by-field-null-is-a-key
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", count(*) AS "n"
FROM (SELECT "aws_region" AS "aws_region", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "aws_region" AS "aws_region", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST

-- # aggregates-of-nothing
SELECT * FROM (
SELECT count(*) AS "n", count(*) FILTER (WHERE "record"."key" IS NOT NULL) AS "some", count(DISTINCT "record"."key") AS "different", sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "total", CAST(sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."bytes_sent") AS DOUBLE) AS "mean", element_at(array_sort(array_agg("record"."bytes_sent") FILTER (WHERE "record"."bytes_sent" IS NOT NULL)), (count("record"."bytes_sent") * 50000000 + 99999999) / 100000000) AS "p50", min("record"."time") AS "earliest", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), 1) AS "one"
FROM (SELECT "key" AS "key", "bytes_sent" AS "bytes_sent", "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "bytes_sent" AS "bytes_sent", "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bucket" = ?
) AS "groups"
-- "none"

-- # groups-of-nothing
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", count(*) AS "n"
FROM (SELECT "bucket" AS "bucket", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bucket" AS "bucket", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bucket" = ?
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST
-- "none"

-- # counts
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", count(*) AS "all", count("record"."bytes_sent") AS "withBytes", count(*) FILTER (WHERE "record"."http_status" = ?) AS "denied", count(DISTINCT "record"."key") AS "keys", count(DISTINCT "record"."requester") AS "requesters"
FROM (SELECT "bucket" AS "bucket", "bytes_sent" AS "bytes_sent", "http_status" AS "http_status", "key" AS "key", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bucket" AS "bucket", "bytes_sent" AS "bytes_sent", "http_status" AS "http_status", "key" AS "key", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST
-- 403

-- # sum-beyond-64-bits
SELECT * FROM (
SELECT sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "total"
FROM (SELECT "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # sum-and-average-of-doubles
SELECT * FROM (
SELECT sum("record"."insight_details_insight_context_statistics_insight_average") AS "total", avg("record"."insight_details_insight_context_statistics_insight_average") AS "mean"
FROM (SELECT "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "insight_details"."insight_context"."statistics"."insight"."average" AS "insight_details_insight_context_statistics_insight_average", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # average-of-integers
SELECT * FROM (
SELECT CAST(sum(CAST("record"."total_time_ms" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."total_time_ms") AS DOUBLE) AS "mean"
FROM (SELECT "total_time_ms" AS "total_time_ms", "time" AS "time", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "total_time_ms" AS "total_time_ms", "time" AS "time", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."operation" = ?
) AS "groups"
-- "REST.GET.OBJECT"

-- # percentiles
SELECT * FROM (
SELECT element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 1000000 + 99999999) / 100000000) AS "p1", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 50000000 + 99999999) / 100000000) AS "p50", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 51000000 + 99999999) / 100000000) AS "p51", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 95000000 + 99999999) / 100000000) AS "p95", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 100000000 + 99999999) / 100000000) AS "p100"
FROM (SELECT "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # min-and-max
SELECT * FROM (
SELECT min("record"."event_name") AS "firstName", max("record"."event_name") AS "lastName", min("record"."event_time") AS "from", max("record"."event_time") AS "to"
FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # first-and-last-by-time-then-id
SELECT * FROM (
SELECT "record"."operation" AS "operation", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), 1) AS "first", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), -1) AS "last"
FROM (SELECT "operation" AS "operation", "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "operation" AS "operation", "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "operation" ASC NULLS LAST

-- # first-and-last-skip-nulls
SELECT * FROM (
SELECT element_at(array_agg("record"."error_code" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."error_code" ASC) FILTER (WHERE "record"."error_code" IS NOT NULL), 1) AS "first", element_at(array_agg("record"."user_agent" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_agent" ASC) FILTER (WHERE "record"."user_agent" IS NOT NULL), -1) AS "last"
FROM (SELECT "error_code" AS "error_code", "event_time" AS "event_time", "event_id" AS "event_id", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "error_code" AS "error_code", "event_time" AS "event_time", "event_id" AS "event_id", "user_agent" AS "user_agent" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # bucket
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket", count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # bucket-before-1970
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" <= DATE '1969-12-31'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" < TIMESTAMP '1970-01-01 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # weeks-begin-on-thursday
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 604800000 + 604800000) % 604800000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # distinct-groups
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", "record"."read_only" AS "readOnly"
FROM (SELECT "aws_region" AS "aws_region", "read_only" AS "read_only", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "aws_region" AS "aws_region", "read_only" AS "read_only", "event_time" AS "event_time", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_source" = ?
GROUP BY 1, 2
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST, "readOnly" ASC NULLS LAST
-- "signin.amazonaws.com"

-- # group-by-a-path-cast
SELECT * FROM (
SELECT transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.list')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.list[0]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "head", count(*) AS "n"
FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."request_parameters" IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "head" ASC NULLS LAST

-- # aggregates-of-a-cast-skip-what-is-no-value
SELECT * FROM (
SELECT count(DISTINCT CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "different", min(CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "least", max(CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "greatest", CAST(sum(CAST("record"."http_status" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."http_status") AS DOUBLE) AS "mean"
FROM (SELECT "version_id" AS "version_id", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "version_id" AS "version_id", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"

-- # having-on-a-count-of-casts
SELECT * FROM (
SELECT "bucket", "different", "mean", CASE WHEN is_finite((CAST("mean" AS DOUBLE) / nullif(CAST("different" AS DOUBLE), 0E0))) THEN (CAST("mean" AS DOUBLE) / nullif(CAST("different" AS DOUBLE), 0E0)) + 0E0 END AS "each"
FROM (
SELECT "record"."bucket" AS "bucket", count(DISTINCT CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "different", CAST(sum(CAST("record"."total_time_ms" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."total_time_ms") AS DOUBLE) AS "mean"
FROM (SELECT "bucket" AS "bucket", "version_id" AS "version_id", "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bucket" AS "bucket", "version_id" AS "version_id", "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "counted"
) AS "groups"
WHERE "different" < ?
ORDER BY "bucket" ASC NULLS LAST
-- 1

-- # having
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
WHERE ("n" >= ? AND starts_with("eventName", ?))
ORDER BY "eventName" ASC NULLS LAST
-- 2, "C"

-- # having-without-groups
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "groups"
WHERE "n" > ?
-- 7

-- # order-groups-by-an-aggregate
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 3

-- # group-keys-descending-nulls-last
SELECT * FROM (
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "httpStatus" DESC NULLS LAST

-- # fill
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772359200000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 10:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 14:00:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 3)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # fill-buckets-that-overlap-the-range
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772352000000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 08:59:59.999' AND "record"."time" < TIMESTAMP '2026-03-01 10:00:00.001'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 2)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # fill-for-every-other-key
SELECT * FROM (
SELECT "bucket", "hour", "n", "keys", "slow", "most", "bytes", CASE WHEN is_finite((CAST("slow" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("slow" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "rate"
FROM (
SELECT "bucket", "hour", coalesce(element_at("n", "hour"), 0) AS "n", coalesce(element_at("keys", "hour"), 0) AS "keys", coalesce(element_at("slow", "hour"), 0) AS "slow", element_at("most", "hour") AS "most", element_at("bytes", "hour") AS "bytes"
FROM (
SELECT "found"."bucket", "found"."n", "found"."keys", "found"."slow", "found"."most", "found"."bytes", CAST(from_unixtime((BIGINT '1772362800000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT "bucket", map_agg("hour", "n") AS "n", map_agg("hour", "keys") AS "keys", map_agg("hour", "slow") AS "slow", map_agg("hour", "most") AS "most", map_agg("hour", "bytes") AS "bytes" FROM (
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n", count(DISTINCT "record"."key") AS "keys", count(*) FILTER (WHERE "record"."total_time_ms" > ?) AS "slow", max("record"."total_time_ms") AS "most", sum(CAST("record"."object_size" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT "bucket" AS "bucket", "time" AS "time", "key" AS "key", "total_time_ms" AS "total_time_ms", "object_size" AS "object_size" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "bucket" AS "bucket", "time" AS "time", "key" AS "key", "total_time_ms" AS "total_time_ms", "object_size" AS "object_size" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000'
GROUP BY 1, 2
) AS "groups"
GROUP BY "bucket"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "counted"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "hour" ASC NULLS LAST
-- 10

-- # fill-where-there-is-nothing
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772362800000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000' AND "record"."key" = ?
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "hour" ASC NULLS LAST
-- "nothing"

-- # fill-has-no-key-where-there-is-nothing
SELECT * FROM (
SELECT "bucket", "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."bucket", "found"."n", CAST(from_unixtime((BIGINT '1772362800000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT "bucket", map_agg("hour", "n") AS "n" FROM (
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "bucket" AS "bucket", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "bucket" AS "bucket", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000' AND "record"."key" = ?
GROUP BY 1, 2
) AS "groups"
GROUP BY "bucket"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "hour" ASC NULLS LAST
-- "nothing"

-- # fill-comes-before-having-order-and-limit
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772366400000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 12:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 16:00:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 3)) AS "ones"("n")
) AS "filled"
) AS "groups"
WHERE "n" = ?
ORDER BY "hour" DESC NULLS LAST
LIMIT 2
-- 0

-- # fill-a-relative-range
SELECT * FROM (
SELECT "bucket", coalesce(element_at("n", "bucket"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772323200000' + "ones"."n" * BIGINT '86400000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket"
FROM (
SELECT map_agg("bucket", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # fill-before-1970
SELECT * FROM (
SELECT "bucket", coalesce(element_at("n", "bucket"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '-7200000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket"
FROM (
SELECT map_agg("bucket", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '1969-12-31' AND "day" <= DATE '1970-01-01'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '1969-12-31 22:30:00.000' AND "record"."event_time" < TIMESTAMP '1970-01-01 00:30:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 2)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # ratio
SELECT * FROM (
SELECT "bucket", CASE WHEN is_finite((CAST("failures" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("failures" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "rate", "n", "failures"
FROM (
SELECT "record"."bucket" AS "bucket", count(*) AS "n", count(*) FILTER (WHERE "record"."http_status" >= ?) AS "failures"
FROM (SELECT "bucket" AS "bucket", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "bucket" AS "bucket", "http_status" AS "http_status", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "counted"
) AS "groups"
ORDER BY "rate" DESC NULLS LAST, "bucket" ASC NULLS LAST
-- 400

-- # ratio-of-nothing-and-by-zero
SELECT * FROM (
SELECT "n", "zero", "none", CASE WHEN is_finite((CAST("n" AS DOUBLE) / nullif(CAST("zero" AS DOUBLE), 0E0))) THEN (CAST("n" AS DOUBLE) / nullif(CAST("zero" AS DOUBLE), 0E0)) + 0E0 END AS "byZero", CASE WHEN is_finite((CAST("none" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("none" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "ofNone", CASE WHEN is_finite((CAST("n" AS DOUBLE) / nullif(CAST("none" AS DOUBLE), 0E0))) THEN (CAST("n" AS DOUBLE) / nullif(CAST("none" AS DOUBLE), 0E0)) + 0E0 END AS "byNone", CASE WHEN is_finite((CAST("zero" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("zero" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "zeroOf"
FROM (
SELECT count(*) AS "n", count(*) FILTER (WHERE "record"."key" = ?) AS "zero", max("record"."object_size") AS "none"
FROM (SELECT "key" AS "key", "object_size" AS "object_size", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "object_size" AS "object_size", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
) AS "counted"
) AS "groups"
-- "nothing"

-- # parameters
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."user_identity_arn" = ? AND ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.255' OR "address" BETWEEN IPADDRESS '203.0.113.0' AND IPADDRESS '203.0.113.255'))) AND NOT coalesce("record"."read_only" IN (TRUE), FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "arn:aws:iam::111122223333:user/alice"

-- # parameters-of-every-type
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "bytes_sent" AS "bytes_sent", "total_time_ms" AS "total_time_ms", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 10:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 12:30:00.000' AND ("record"."bytes_sent" BETWEEN ? AND ? AND CAST("record"."total_time_ms" AS DOUBLE) > ? AND "record"."operation" LIKE ? ESCAPE '\')
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
-- 1025, 9223372036854775807, 7.5, "REST.%"

-- # union-of-two-sources
SELECT * FROM (
(
SELECT "record"."requester" AS "who", "record"."operation" AS "what", "record"."time" AS "at"
FROM (SELECT "requester" AS "requester", "operation" AS "operation", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "requester" AS "requester", "operation" AS "operation", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."key" = ?
)
UNION ALL
(
SELECT "record"."user_identity_arn" AS "who", "record"."event_name" AS "what", "record"."event_time" AS "at"
FROM (SELECT "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "event_time" AS "event_time", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = ?
)
) AS "rows"
ORDER BY "at" ASC NULLS LAST, "who" ASC NULLS LAST, "what" ASC NULLS LAST
-- "2026/salaries.csv", "2026/salaries.csv"

-- # union-keeps-equal-rows
SELECT * FROM (
(
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT "http_status" AS "http_status", "time" AS "time", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "http_status" AS "http_status", "time" AS "time", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bucket" = ?
)
UNION ALL
(
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT "http_status" AS "http_status", "time" AS "time", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "http_status" AS "http_status", "time" AS "time", "bucket" AS "bucket" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."bucket" = ?
)
) AS "rows"
ORDER BY "httpStatus" ASC NULLS LAST
-- "logs", "logs"

-- # union-of-groups-in-order
SELECT * FROM (
(
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
)
UNION ALL
(
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1
) AS "groups"
)
) AS "rows"
ORDER BY "n" DESC NULLS LAST, "day" ASC NULLS LAST
LIMIT 3

-- # join-inner
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID"
FROM (SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
INNER JOIN (
SELECT * FROM (SELECT "event_id" AS "event_id", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
WHERE "joined"."event_name" = ?
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST
-- "ConsoleLogin"

-- # join-left-keeps-records-without-a-partner
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID"
FROM (SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
LEFT JOIN (
SELECT * FROM (SELECT "event_id" AS "event_id", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
WHERE "joined"."event_name" = ?
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST
-- "GetObject"

-- # join-where-comes-after
SELECT "record"."request_id" AS "requestId"
FROM (SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "requester" AS "requester", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
LEFT JOIN (
SELECT * FROM (SELECT "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
WHERE "joined"."event_name" = ?
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
WHERE ("joined"."event_id" IS NULL AND "record"."request_id" IS NOT NULL)
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, "joined"."event_id" ASC NULLS LAST
-- "GetObject"

-- # join-on-two-keys
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID", hour("joined"."event_time") AS "hour"
FROM (SELECT "request_id" AS "request_id", "requester" AS "requester", "key" AS "key", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "requester" AS "requester", "key" AS "key", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
INNER JOIN (
SELECT * FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn" AND "record"."key" = transform(ARRAY[json_extract_scalar("joined"."request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("joined"."request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # join-in-a-range-of-its-own-grouped
SELECT * FROM (
SELECT "joined"."event_name" AS "log.eventName", count(*) AS "n", element_at(array_agg("record"."request_id" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."request_id" ASC) FILTER (WHERE "record"."request_id" IS NOT NULL), -1) AS "last", max("joined"."event_time") AS "latest"
FROM (SELECT "request_id" AS "request_id", "time" AS "time", "requester" AS "requester" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-01'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "requester" AS "requester" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
INNER JOIN (
SELECT * FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
WHERE "joined"."event_time" >= TIMESTAMP '2026-03-01 08:00:10.000'
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 10:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 12:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "log.eventName" ASC NULLS LAST

-- # who-deleted-an-object
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress", "record"."error_code" AS "errorCode"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "error_code" AS "error_code", "event_name" AS "event_name", "request_parameters" AS "request_parameters", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "error_code" AS "error_code", "event_name" AS "event_name", "request_parameters" AS "request_parameters", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."event_name" IN (?, ?) AND json_extract_scalar("record"."request_parameters", '$.bucketName') = ? AND transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = ?)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST
-- "DeleteObject", "DeleteObjects", "payroll", "2026/salaries.csv"

-- # failed-console-logins-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "failures", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "response_elements" AS "response_elements" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "response_elements" AS "response_elements" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?)
GROUP BY 1, 2
) AS "groups"
WHERE "failures" >= ?
ORDER BY "failures" DESC NULLS LAST, "sourceIPAddress" ASC NULLS LAST, "hour" ASC NULLS LAST
LIMIT 100
-- "ConsoleLogin", "Failure", 3

-- # console-login-without-mfa
SELECT "record"."event_id" AS "eventID"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name", "additional_event_data" AS "additional_event_data" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "event_name" AS "event_name", "additional_event_data" AS "additional_event_data" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."event_name" = ? AND NOT coalesce(json_extract_scalar("record"."additional_event_data", '$.MFAUsed') = ?, FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST
-- "ConsoleLogin", "Yes"

-- # root-was-used
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "times", max("record"."event_time") AS "last"
FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."type" AS "user_identity_type", "user_identity"."invoked_by" AS "user_identity_invoked_by" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."type" AS "user_identity_type", "user_identity"."invoked_by" AS "user_identity_invoked_by" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."user_identity_type" = ? AND "record"."user_identity_invoked_by" IS NULL)
GROUP BY 1
) AS "groups"
ORDER BY "eventName" ASC NULLS LAST
-- "Root"

-- # security-group-opened-to-the-world
SELECT "record"."event_time" AS "eventTime", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.ipPermissions.items[0].fromPort') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "port"
FROM (SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."event_name" = ? AND (transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items')) > 0 AND json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items[0].ipRanges.items')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.ipPermissions.items[0].ipRanges.items[0].cidrIp') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.ipPermissions.items[0].ipRanges.items[0].cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = ? OR CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items')) > 0 AND json_array_length(json_extract("record"."request_parameters", '$.ipPermissions.items[0].ipv6Ranges.items')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.ipPermissions.items[0].ipv6Ranges.items[0].cidrIpv6') END = ?))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "AuthorizeSecurityGroupIngress", "0.0.0.0/0", "::/0"

-- # denied-by-principal
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", "record"."event_name" AS "eventName", count(*) AS "denied"
FROM (SELECT "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."error_code" IN (?, ?)
GROUP BY 1, 2
) AS "groups"
ORDER BY "denied" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "eventName" ASC NULLS LAST
-- "AccessDenied", "Client.UnauthorizedOperation"

-- # logging-was-touched
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.name')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.name')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.name"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE regexp_like("record"."event_name", ?)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "\\A(?:Stop|Delete|Update)(?:Logging|Trail)\\z"

-- # first-and-last-seen-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", min("record"."event_time") AS "firstSeen", max("record"."event_time") AS "lastSeen", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), 1) AS "firstUser", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), -1) AS "lastUser"
FROM (SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."source_ip_address" = ?
GROUP BY 1
) AS "groups"
ORDER BY "sourceIPAddress" ASC NULLS LAST
-- "198.51.100.7"

-- # who-read-or-removed-a-key
SELECT "record"."time" AS "time", "record"."operation" AS "operation", "record"."requester" AS "requester", "record"."http_status" AS "httpStatus"
FROM (SELECT "time" AS "time", "operation" AS "operation", "requester" AS "requester", "http_status" AS "http_status", "bucket" AS "bucket", "key" AS "key", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "operation" AS "operation", "requester" AS "requester", "http_status" AS "http_status", "bucket" AS "bucket", "key" AS "key", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE ("record"."bucket" = ? AND "record"."key" = ?)
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST
-- "payroll", "2026/salaries.csv"

-- # slowest-requests
SELECT "record"."request_id" AS "requestId", "record"."total_time_ms" AS "totalTimeMs"
FROM (SELECT "request_id" AS "request_id", "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "total_time_ms" AS "total_time_ms", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."total_time_ms" IS NOT NULL
ORDER BY 2 DESC NULLS LAST, "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
LIMIT 2

-- # error-rate-by-hour
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", "record"."bucket" AS "bucket", count(*) AS "all", count(*) FILTER (WHERE "record"."http_status" >= ?) AS "errors"
FROM (SELECT "time" AS "time", "bucket" AS "bucket", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "bucket" AS "bucket", "http_status" AS "http_status" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
GROUP BY 1, 2
) AS "groups"
WHERE "errors" > ?
ORDER BY "hour" ASC NULLS LAST, "bucket" ASC NULLS LAST
-- 400, 0

-- # how-long-activity-was-unusual
SELECT "record"."shared_event_id" AS "sharedEventID", "record"."insight_details_insight_context_statistics_insight_duration" AS "minutes"
FROM (SELECT "shared_event_id" AS "shared_event_id", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "event_time" AS "event_time", "insight_details"."state" AS "insight_details_state", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "shared_event_id" AS "shared_event_id", "insight_details"."insight_context"."statistics"."insight_duration" AS "insight_details_insight_context_statistics_insight_duration", "event_time" AS "event_time", "insight_details"."state" AS "insight_details_state", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_insights_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."insight_details_state" = ?
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST
-- "End"

-- # tile-top-events
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 10

-- # tile-top-events-in-detail
SELECT * FROM (
SELECT "eventName", "n", "users", "denied", "errors", CASE WHEN is_finite((CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "errorShare"
FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users", count(*) FILTER (WHERE "record"."error_code" IN (?, ?)) AS "denied", count(*) FILTER (WHERE "record"."error_code" IS NOT NULL) AS "errors"
FROM (SELECT "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "counted"
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 5
-- "AccessDenied", "Client.UnauthorizedOperation"

-- # tile-events-by-source
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", count(*) AS "n"
FROM (SELECT "event_source" AS "event_source", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_source" AS "event_source", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventSource" ASC NULLS LAST

-- # tile-events-by-region-over-time
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT "aws_region" AS "aws_region", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "aws_region" AS "aws_region", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST, "day" ASC NULLS LAST

-- # tile-events-by-hour-of-day-and-day-of-week
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "weekday", hour("record"."event_time") AS "hour", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "weekday" ASC NULLS LAST, "hour" ASC NULLS LAST

-- # tile-instance-changes-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "event_source" AS "event_source" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = ? AND "record"."event_name" IN (?, ?, ?, ?, ?))
GROUP BY 1, 2
) AS "groups"
ORDER BY "day" ASC NULLS LAST, "eventName" ASC NULLS LAST
-- "ec2.amazonaws.com", "RunInstances", "StartInstances", "StopInstances", "RebootInstances", "TerminateInstances"

-- # tile-errors-by-assumed-role
SELECT * FROM (
SELECT "record"."user_identity_session_context_session_issuer_user_name" AS "role", "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n"
FROM (SELECT "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "error_code" AS "error_code", "user_identity"."type" AS "user_identity_type" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "error_code" AS "error_code", "user_identity"."type" AS "user_identity_type" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."error_code" IS NOT NULL AND "record"."user_identity_type" = ?)
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "role" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
LIMIT 10
-- "AssumedRole"

-- # tile-errors-by-user-type
SELECT * FROM (
SELECT "record"."user_identity_type" AS "userIdentity.type", count(*) AS "n"
FROM (SELECT "user_identity"."type" AS "user_identity_type", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."type" AS "user_identity_type", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.type" ASC NULLS LAST

-- # tile-errors-by-source
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", count(*) AS "n", count(*) FILTER (WHERE "record"."error_code" IS NOT NULL) AS "errors"
FROM (SELECT "event_source" AS "event_source", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_source" AS "event_source", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
WHERE "errors" > ?
ORDER BY "errors" DESC NULLS LAST, "eventSource" ASC NULLS LAST
-- 0

-- # tile-errors-over-time-with-share
SELECT * FROM (
SELECT "at", "n", "errors", CASE WHEN is_finite((CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "share"
FROM (
SELECT "at", coalesce(element_at("n", "at"), 0) AS "n", coalesce(element_at("errors", "at"), 0) AS "errors"
FROM (
SELECT "found"."n", "found"."errors", CAST(from_unixtime((BIGINT '1772460000000' + "ones"."n" * BIGINT '1800000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "at"
FROM (
SELECT map_agg("at", "n") AS "n", map_agg("at", "errors") AS "errors" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 1800000 + 1800000) % 1800000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "at", count(*) AS "n", count(*) FILTER (WHERE "record"."error_code" IS NOT NULL) AS "errors"
FROM (SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-02' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 14:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-02 17:00:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 5)) AS "ones"("n")
) AS "filled"
) AS "counted"
) AS "groups"
ORDER BY "at" ASC NULLS LAST

-- # tile-top-events-with-errors
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", "record"."event_source" AS "eventSource", count(*) AS "n"
FROM (SELECT "event_name" AS "event_name", "event_source" AS "event_source", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_name" AS "event_name", "event_source" AS "event_source", "event_time" AS "event_time", "error_code" AS "error_code" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST, "eventSource" ASC NULLS LAST
LIMIT 3

-- # tile-top-error-codes
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", count(*) AS "n"
FROM (SELECT "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST
LIMIT 10

-- # tile-errors-of-a-principal
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", "record"."error_message" AS "errorMessage", count(*) AS "n", max("record"."event_time") AS "last"
FROM (SELECT "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."error_code" IS NOT NULL AND "record"."user_identity_arn" = ?)
GROUP BY 1, 2
) AS "groups"
WHERE "n" > ?
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST, "errorMessage" ASC NULLS LAST
-- "arn:aws:iam::111122223333:user/bob", 1

-- # tile-logins-by-user
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n", count(*) FILTER (WHERE json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?) AS "successes", count(*) FILTER (WHERE json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?) AS "failures"
FROM (SELECT "user_identity"."arn" AS "user_identity_arn", "response_elements" AS "response_elements", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."arn" AS "user_identity_arn", "response_elements" AS "response_elements", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
LIMIT 10
-- "Success", "Failure", "ConsoleLogin"

-- # tile-logins-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n", count(*) FILTER (WHERE json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?) AS "successes", count(*) FILTER (WHERE json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?) AS "failures"
FROM (SELECT "event_time" AS "event_time", "response_elements" AS "response_elements", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "response_elements" AS "response_elements", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST
-- "Success", "Failure", "ConsoleLogin"

-- # tile-users-by-number-of-addresses
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", count(DISTINCT "record"."source_ip_address") AS "addresses"
FROM (SELECT "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "addresses" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
-- "ConsoleLogin"

-- # tile-most-common-addresses
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", count(*) AS "n"
FROM (SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "source_ip_address" AS "source_ip_address", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "sourceIPAddress" ASC NULLS LAST
LIMIT 2
-- "ConsoleLogin"

-- # tile-logins-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", count(*) AS "n", count(*) FILTER (WHERE json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ?) AS "successes", count(DISTINCT "record"."user_identity_arn") AS "users", max("record"."event_time") AS "last"
FROM (SELECT "source_ip_address" AS "source_ip_address", "response_elements" AS "response_elements", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "source_ip_address" AS "source_ip_address", "response_elements" AS "response_elements", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "sourceIPAddress" ASC NULLS LAST
-- "Success", "ConsoleLogin"

-- # tile-login-errors-with-users
SELECT * FROM (
SELECT "record"."error_message" AS "errorMessage", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT "error_message" AS "error_message", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "error_message" AS "error_message", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND "record"."error_message" IS NOT NULL)
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorMessage" ASC NULLS LAST
-- "ConsoleLogin"

-- # tile-distinct-users-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = ?
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST
-- "ConsoleLogin"

-- # tile-logins-without-mfa
SELECT * FROM (
SELECT "record"."user_identity_type" AS "userIdentity.type", "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n"
FROM (SELECT "user_identity"."type" AS "user_identity_type", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."type" AS "user_identity_type", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "event_name" AS "event_name", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ? AND NOT coalesce(json_extract_scalar("record"."additional_event_data", '$.MFAUsed') = ?, FALSE))
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.type" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
-- "ConsoleLogin", "Success", "Yes"

-- # tile-security-group-changes
SELECT * FROM (
SELECT transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.vpcId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.vpcId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "vpcId", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_time" AS "event_time", "event_source" AS "event_source", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_time" AS "event_time", "event_source" AS "event_source", "read_only" AS "read_only" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = ? AND strpos("record"."event_name", ?) > 0 AND "record"."read_only" = FALSE)
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "groupId" ASC NULLS LAST, "vpcId" ASC NULLS LAST, "eventName" ASC NULLS LAST
-- "ec2.amazonaws.com", "SecurityGroup"

-- # tile-top-event-errors
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", "record"."error_code" AS "errorCode", count(*) AS "n"
FROM (SELECT "event_name" AS "event_name", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_name" AS "event_name", "error_code" AS "error_code", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST, "errorCode" ASC NULLS LAST
LIMIT 5

-- # tile-top-iam-users
SELECT * FROM (
SELECT "record"."user_identity_user_name" AS "userIdentity.userName", count(*) AS "n"
FROM (SELECT "user_identity"."user_name" AS "user_identity_user_name", "event_time" AS "event_time", "user_identity"."type" AS "user_identity_type" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."user_name" AS "user_identity_user_name", "event_time" AS "event_time", "user_identity"."type" AS "user_identity_type" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_type" = ?
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.userName" ASC NULLS LAST
LIMIT 10
-- "IAMUser"

-- # tile-root-activity
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "source_ip_address" AS "source_ip_address", "user_identity"."type" AS "user_identity_type", "user_identity"."invoked_by" AS "user_identity_invoked_by", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "source_ip_address" AS "source_ip_address", "user_identity"."type" AS "user_identity_type", "user_identity"."invoked_by" AS "user_identity_invoked_by", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."user_identity_type" = ? AND "record"."user_identity_invoked_by" IS NULL)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "Root"

-- # intent-changes-to-trails
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.name')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.name')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.name", "record"."error_code" AS "errorCode"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "error_code" AS "error_code", "event_source" AS "event_source", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "error_code" AS "error_code", "event_source" AS "event_source", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = ? AND "record"."event_name" IN (?, ?, ?, ?, ?, ?))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST
-- "cloudtrail.amazonaws.com", "CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors"

-- # intent-who-launched-an-instance
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_name" AS "event_name", "response_elements" AS "response_elements", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_name" AS "event_name", "response_elements" AS "response_elements", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN (?) AND any_match(TRY_CAST(json_extract(regexp_replace("record"."response_elements", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.instancesSet.items') AS ARRAY(JSON)), "element1" -> replace(json_extract_scalar("element1", '$.instanceId'), chr(64978), '') = ?))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "RunInstances", "i-0b"

-- # intent-security-groups-opened-to-the-world
SELECT * FROM (
(
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN (?) AND any_match(TRY_CAST(json_extract(regexp_replace("record"."request_parameters", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.ipPermissions.items') AS ARRAY(JSON)), "element1" -> any_match(TRY_CAST(json_extract("element1", '$.ipRanges.items') AS ARRAY(JSON)), "element2" -> transform(ARRAY[replace(json_extract_scalar("element2", '$.cidrIp'), chr(64978), '')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element2", '$.cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] IN (?, ?))))
)
UNION ALL
(
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.ModifySecurityGroupRulesRequest.GroupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.ModifySecurityGroupRulesRequest.GroupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "request_parameters" AS "request_parameters", "event_name" AS "event_name" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN (?) AND transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = ?)
)
) AS "rows"
ORDER BY "eventTime" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "groupId" ASC NULLS LAST
-- "AuthorizeSecurityGroupIngress", "0.0.0.0/0", "::/0", "ModifySecurityGroupRules", "0.0.0.0/0"

-- # intent-unencrypted-snapshots
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."response_elements", '$.snapshotId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."response_elements", '$.snapshotId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "snapshot"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "response_elements" AS "response_elements", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "response_elements" AS "response_elements", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN (?, ?) AND CASE json_extract_scalar("record"."response_elements", '$.encrypted') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END = FALSE)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "CreateSnapshot", "CopySnapshot"

-- # intent-writes-from-the-console
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "session_credential_from_console" AS "session_credential_from_console", "read_only" AS "read_only", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "session_credential_from_console" AS "session_credential_from_console", "read_only" AS "read_only", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."session_credential_from_console" = ? AND "record"."read_only" = FALSE)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "true"

-- # intent-tag-changes-of-a-resource
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", "record"."event_name" AS "eventName", count(*) AS "n", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), -1) AS "by"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_id" AS "event_id", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_id" AS "event_id", "request_parameters" AS "request_parameters" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN (?, ?, ?, ?) AND CASE WHEN json_array_length(json_extract("record"."request_parameters", '$.resourcesSet.items')) > 0 THEN json_extract_scalar("record"."request_parameters", '$.resourcesSet.items[0].resourceId') END = ?)
GROUP BY 1, 2
) AS "groups"
ORDER BY "day" ASC NULLS LAST, "eventName" ASC NULLS LAST
-- "CreateTags", "DeleteTags", "TagResource", "UntagResource", "i-0a"

-- # intent-console-logins-without-mfa
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_name" AS "event_name", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "source_ip_address" AS "source_ip_address", "event_name" AS "event_name", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND json_extract_scalar("record"."response_elements", '$.ConsoleLogin') = ? AND json_extract_scalar("record"."additional_event_data", '$.MFAUsed') = ?)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "ConsoleLogin", "Success", "No"

-- # intent-roles-assumed-by-a-key
SELECT * FROM (
SELECT transform(ARRAY[json_extract_scalar("record"."request_parameters", '$.roleArn')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."request_parameters", '$.roleArn')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "role", count(*) AS "n", min("record"."event_time") AS "first"
FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_source" AS "event_source", "event_name" AS "event_name", "user_identity"."access_key_id" AS "user_identity_access_key_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "event_source" AS "event_source", "event_name" AS "event_name", "user_identity"."access_key_id" AS "user_identity_access_key_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = ? AND starts_with("record"."event_name", ?) AND "record"."user_identity_access_key_id" = ?)
GROUP BY 1
) AS "groups"
ORDER BY "role" ASC NULLS LAST
-- "sts.amazonaws.com", "AssumeRole", "AKIAALICE"

-- # intent-top-actions-of-a-role
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "event_source" AS "event_source", "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_source" AS "event_source", "event_name" AS "event_name", "event_time" AS "event_time", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_session_context_session_issuer_arn" = ?
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventSource" ASC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 3
-- "arn:aws:iam::111122223333:role/admin"

-- # intent-cross-account-access
SELECT * FROM (
SELECT "record"."user_identity_account_id" AS "userIdentity.accountId", "record"."recipient_account_id" AS "recipientAccountId", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "user_identity"."account_id" AS "user_identity_account_id", "recipient_account_id" AS "recipient_account_id", "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."account_id" AS "user_identity_account_id", "recipient_account_id" AS "recipient_account_id", "event_name" AS "event_name", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_account_id" <> "record"."recipient_account_id"
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "userIdentity.accountId" ASC NULLS LAST, "recipientAccountId" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # intent-services-assuming-themselves
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "resources" AS "resources", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "user_identity"."arn" AS "user_identity_arn", "event_name" AS "event_name", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "resources" AS "resources", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND "record"."user_identity_session_context_session_issuer_arn" = element_at("record"."resources", 1)."ARN")
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST
-- "AssumeRole"

-- # intent-identity-center-logins-and-what-followed
SELECT "record"."user_identity_on_behalf_of_user_id" AS "userIdentity.onBehalfOf.userId", "joined"."event_time" AS "then.eventTime", "joined"."event_name" AS "then.eventName"
FROM (SELECT "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "event_time" AS "event_time", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "event_time" AS "event_time", "event_name" AS "event_name", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
INNER JOIN (
SELECT * FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "joined"
WHERE "joined"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "joined"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND NOT coalesce("joined"."event_name" = ?, FALSE)
) AS "joined" ON "record"."user_identity_on_behalf_of_user_id" = "joined"."user_identity_on_behalf_of_user_id"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = ? AND "joined"."event_time" >= "record"."event_time")
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, "joined"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 3 ASC NULLS LAST
-- "UserAuthentication", "UserAuthentication"

-- # intent-data-events-by-weekday
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "weekday", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT "event_time" AS "event_time", "event_name" AS "event_name", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "event_name" AS "event_name", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_category" = ?
GROUP BY 1, 2
) AS "groups"
ORDER BY "weekday" ASC NULLS LAST, "eventName" ASC NULLS LAST
-- "Data"

-- # intent-tls-below-1-2
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", "record"."user_identity_arn" AS "userIdentity.arn", "record"."tls_details_tls_version" AS "tlsDetails.tlsVersion", count(*) AS "n"
FROM (SELECT "event_source" AS "event_source", "user_identity"."arn" AS "user_identity_arn", "tls_details"."tls_version" AS "tls_details_tls_version", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_source" AS "event_source", "user_identity"."arn" AS "user_identity_arn", "tls_details"."tls_version" AS "tls_details_tls_version", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND translate("record"."tls_details_tls_version", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') IN (?, ?, ?)
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "eventSource" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "tlsDetails.tlsVersion" ASC NULLS LAST
-- "tlsv1", "tlsv1.0", "tlsv1.1"

-- # intent-errors-by-code-and-message
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", "record"."error_message" AS "errorMessage", count(*) AS "n"
FROM (SELECT "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST, "errorMessage" ASC NULLS LAST

-- # intent-accounts-touched-by-an-address
SELECT * FROM (
SELECT "record"."recipient_account_id" AS "recipientAccountId", count(*) AS "n", count(DISTINCT "record"."event_source") AS "services", min("record"."event_time") AS "first", max("record"."event_time") AS "last"
FROM (SELECT "recipient_account_id" AS "recipient_account_id", "event_source" AS "event_source", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "recipient_account_id" AS "recipient_account_id", "event_source" AS "event_source", "event_time" AS "event_time", "source_ip_address" AS "source_ip_address" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '203.0.113.50' AND IPADDRESS '203.0.113.50')))
GROUP BY 1
) AS "groups"
ORDER BY "recipientAccountId" ASC NULLS LAST

-- # intent-events-outside-allowed-regions
SELECT "record"."aws_region" AS "awsRegion", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT "aws_region" AS "aws_region", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "error_code" AS "error_code", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "aws_region" AS "aws_region", "event_name" AS "event_name", "user_identity"."arn" AS "user_identity_arn", "event_time" AS "event_time", "error_code" AS "error_code", "event_id" AS "event_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."aws_region" NOT IN (?, ?) AND "record"."error_code" IS NULL)
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "eu-west-1", "us-east-1"

-- # intent-denials-by-vpc-endpoint
SELECT * FROM (
SELECT "record"."vpc_endpoint_id" AS "vpcEndpointId", "record"."error_code" AS "errorCode", count(*) AS "n", count(DISTINCT "record"."user_identity_account_id") AS "callers"
FROM (SELECT "vpc_endpoint_id" AS "vpc_endpoint_id", "error_code" AS "error_code", "user_identity"."account_id" AS "user_identity_account_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "vpc_endpoint_id" AS "vpc_endpoint_id", "error_code" AS "error_code", "user_identity"."account_id" AS "user_identity_account_id", "event_time" AS "event_time" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."vpc_endpoint_id" IS NOT NULL AND "record"."error_code" IN (?, ?))
GROUP BY 1, 2
) AS "groups"
ORDER BY "vpcEndpointId" ASC NULLS LAST, "errorCode" ASC NULLS LAST
-- "AccessDenied", "VpceAccessDenied"

-- # intent-top-objects-and-requesters-by-bytes
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", "record"."key" AS "key", "record"."requester" AS "requester", count(*) AS "n", sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT "bucket" AS "bucket", "key" AS "key", "requester" AS "requester", "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "bucket" AS "bucket", "key" AS "key", "requester" AS "requester", "bytes_sent" AS "bytes_sent", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2, 3
) AS "groups"
WHERE "bytes" > ?
ORDER BY "bytes" DESC NULLS LAST, "bucket" ASC NULLS LAST, "key" ASC NULLS LAST, "requester" ASC NULLS LAST
LIMIT 3
-- 0

-- # intent-buckets-that-need-acls
SELECT * FROM (
SELECT DISTINCT "record"."bucket" AS "bucket"
FROM (SELECT "bucket" AS "bucket", "time" AS "time", "acl_required" AS "acl_required" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-24' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "bucket" AS "bucket", "time" AS "time", "acl_required" AS "acl_required" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."acl_required" = ?
) AS "rows"
ORDER BY "bucket" ASC NULLS LAST
-- "Yes"

-- # access-by-who-saw-it
SELECT * FROM (
SELECT "record"."seen_by" AS "seenBy", count(*) AS "n"
FROM (SELECT CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "time" AS "time", "request_id" AS "request_id", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "request_id" AS "request_id", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "seenBy" ASC NULLS LAST

-- # access-seen-by-logs-alone
SELECT "record"."time" AS "time", "record"."key" AS "key", "record"."log_operation" AS "log.operation", "record"."event_event_name" AS "event.eventName"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "log_operation" AS "log_operation", "event_event_name" AS "event_event_name", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_parameters" AS "event_request_parameters", "event"."event_name" AS "event_event_name", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "time" AS "time", "key" AS "key", "operation" AS "operation", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "key" AS "key", "operation" AS "operation", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_parameters" AS "request_parameters", "event_name" AS "event_name", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."seen_by" = ?
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST
-- "access_logs"

-- # access-seen-by-cloudtrail-alone
SELECT "record"."time" AS "time", "record"."request_id" AS "requestId", "record"."bucket" AS "bucket", "record"."key" AS "key", "record"."remote_ip" AS "remoteIp"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id", coalesce("log_bucket", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.bucketName')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.bucketName')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "bucket", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", coalesce("log_remote_ip", "event_source_ip_address") AS "remote_ip", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bucket" AS "log_bucket", "log"."key" AS "log_key", "log"."remote_ip" AS "log_remote_ip", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id", "event"."request_parameters" AS "event_request_parameters", "event"."source_ip_address" AS "event_source_ip_address" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket", "key" AS "key", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket", "key" AS "key", "remote_ip" AS "remote_ip" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_time" AS "event_time", "request_id" AS "request_id", "request_parameters" AS "request_parameters", "source_ip_address" AS "source_ip_address", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_id" AS "request_id", "request_parameters" AS "request_parameters", "source_ip_address" AS "source_ip_address", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."seen_by" = ?
ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST
-- "cloudtrail"

-- # access-many-to-many
SELECT "record"."request_id" AS "requestId", "record"."key" AS "key", "record"."log_operation" AS "log.operation", "record"."event_recipient_account_id" AS "event.recipientAccountId"
FROM (SELECT coalesce("log_request_id", "event_request_id") AS "request_id", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "log_operation" AS "log_operation", "event_recipient_account_id" AS "event_recipient_account_id", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."request_parameters" AS "event_request_parameters", "event"."recipient_account_id" AS "event_recipient_account_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "request_id" AS "request_id", "key" AS "key", "operation" AS "operation", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "key" AS "key", "operation" AS "operation", "time" AS "time" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_id" AS "request_id", "request_parameters" AS "request_parameters", "recipient_account_id" AS "recipient_account_id", "event_time" AS "event_time", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_id" AS "request_id", "request_parameters" AS "request_parameters", "recipient_account_id" AS "recipient_account_id", "event_time" AS "event_time", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."request_id" IN (?, ?)
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST
-- "Q1", "Q3"

-- # access-across-midnight
SELECT "record"."time" AS "time", "record"."seen_by" AS "seenBy", "record"."event_event_time" AS "event.eventTime", "record"."log_total_time_ms" AS "ms"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", "event_event_time" AS "event_event_time", "log_total_time_ms" AS "log_total_time_ms", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."total_time_ms" AS "log_total_time_ms", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "time" AS "time", "total_time_ms" AS "total_time_ms", "request_id" AS "request_id", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "time" AS "time", "total_time_ms" AS "total_time_ms", "request_id" AS "request_id", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "time" < TIMESTAMP '2026-03-03 00:00:00.000') AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-03-02'
UNION ALL
SELECT "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 23:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-02 00:00:00.000'
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-after-midnight
SELECT "record"."request_id" AS "requestId", "record"."seen_by" AS "seenBy"
FROM (SELECT coalesce("log_request_id", "event_request_id") AS "request_id", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "request_id" AS "request_id", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-03'
UNION ALL
SELECT "request_id" AS "request_id", "time" AS "time", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "time" < TIMESTAMP '2026-03-03 11:30:00.000') AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_id" AS "request_id", "event_time" AS "event_time", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-03-01' AND "day" <= DATE '2026-03-03'
UNION ALL
SELECT "request_id" AS "request_id", "event_time" AS "event_time", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 11:30:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-02 11:30:00.000'
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST

-- # access-denied-by-either
SELECT "record"."key" AS "key", "record"."error_code" AS "errorCode", "record"."log_http_status" AS "log.httpStatus", "record"."event_error_message" AS "event.errorMessage"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", coalesce("log_error_code", "event_error_code") AS "error_code", "log_http_status" AS "log_http_status", "event_error_message" AS "event_error_message", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."error_code" AS "log_error_code", "log"."http_status" AS "log_http_status", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."request_parameters" AS "event_request_parameters", "event"."error_code" AS "event_error_code", "event"."error_message" AS "event_error_message", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "key" AS "key", "error_code" AS "error_code", "http_status" AS "http_status", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "error_code" AS "error_code", "http_status" AS "http_status", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_parameters" AS "request_parameters", "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "error_code" AS "error_code", "error_message" AS "error_message", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."error_code" IS NOT NULL
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-by-paths-and-lists-of-the-event
SELECT "record"."key" AS "key", transform(ARRAY[json_extract_scalar("record"."event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "event.requestParameters.key", element_at("record"."event_resources", 1)."type" AS "event.resources[0].type"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "event_request_parameters" AS "event_request_parameters", "event_resources" AS "event_resources", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."request_parameters" AS "event_request_parameters", "event"."resources" AS "event_resources", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_parameters" AS "request_parameters", "resources" AS "resources", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "resources" AS "resources", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE (json_extract_scalar("record"."event_request_parameters", '$.bucketName') = ? AND any_match("record"."event_resources", "element1" -> "element1"."ARN" LIKE ? ESCAPE '\'))
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST
-- "payroll", "%/h"

-- # access-coverage-by-day
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n", count(*) FILTER (WHERE "record"."seen_by" = ?) AS "unlogged", count(*) FILTER (WHERE "record"."seen_by" = ?) AS "unrecorded", count(DISTINCT "record"."request_id") AS "requests", sum(CAST("record"."log_bytes_sent" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT coalesce("log_bucket", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.bucketName')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.bucketName')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "bucket", coalesce("log_time", "event_event_time") AS "time", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_request_id", "event_request_id") AS "request_id", "log_bytes_sent" AS "log_bytes_sent" FROM (SELECT "log"."seen" AS "log_seen", "log"."bucket" AS "log_bucket", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bytes_sent" AS "log_bytes_sent", "event"."seen" AS "event_seen", "event"."request_parameters" AS "event_request_parameters", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "bucket" AS "bucket", "time" AS "time", "request_id" AS "request_id", "bytes_sent" AS "bytes_sent", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-03-03'
UNION ALL
SELECT "bucket" AS "bucket", "time" AS "time", "request_id" AS "request_id", "bytes_sent" AS "bytes_sent", "key" AS "key" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "time" < TIMESTAMP '2026-03-04 00:00:00.000') AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05' AND "day" >= DATE '2026-02-28' AND "day" <= DATE '2026-03-03'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-04 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "day" ASC NULLS LAST
-- "cloudtrail", "access_logs"

-- # access-joined-to-events
SELECT "record"."event_id" AS "eventID", "joined"."seen_by" AS "access.seenBy", "joined"."log_key" AS "access.log.key"
FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "recipient_account_id" AS "recipient_account_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "recipient_account_id" AS "recipient_account_id" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') AS "record"
LEFT JOIN (
SELECT * FROM (SELECT CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", "log_key" AS "log_key", "event_event_id" AS "event_event_id", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_id" AS "event_event_id", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_id" AS "event_id", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "joined"
) AS "joined" ON "record"."event_id" = "joined"."event_event_id"
WHERE "record"."recipient_account_id" IS NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."time" ASC NULLS LAST, "joined"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # access-latest-of-a-key
SELECT * FROM (
SELECT "record"."key" AS "key", element_at(array_agg("record"."event_event_name" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."event_event_name" ASC) FILTER (WHERE "record"."event_event_name" IS NOT NULL), -1) AS "last", element_at(array_agg("record"."log_operation" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."log_operation" ASC) FILTER (WHERE "record"."log_operation" IS NOT NULL), 1) AS "first"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "event_event_name" AS "event_event_name", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id", "log_operation" AS "log_operation" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."operation" AS "log_operation", "event"."seen" AS "event_seen", "event"."request_parameters" AS "event_request_parameters", "event"."event_name" AS "event_event_name", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "key" AS "key", "time" AS "time", "request_id" AS "request_id", "operation" AS "operation" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "request_parameters" AS "request_parameters", "event_name" AS "event_name", "event_time" AS "event_time", "request_id" AS "request_id", "event_source" AS "event_source", "event_category" AS "event_category" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
GROUP BY 1
) AS "groups"
WHERE "key" IN (?, ?)
ORDER BY "key" ASC NULLS LAST
-- "a", "h"

-- # every-field-of-access
SELECT "record"."time" AS "time", "record"."request_id" AS "requestId", "record"."seen_by" AS "seenBy", "record"."bucket" AS "bucket", "record"."key" AS "key", "record"."remote_ip" AS "remoteIp", "record"."error_code" AS "errorCode", "record"."log_bucket_owner" AS "log.bucketOwner", "record"."log_bucket" AS "log.bucket", "record"."log_time" AS "log.time", "record"."log_remote_ip" AS "log.remoteIp", "record"."log_requester" AS "log.requester", "record"."log_request_id" AS "log.requestId", "record"."log_operation" AS "log.operation", "record"."log_key" AS "log.key", "record"."log_key_raw" AS "log.keyRaw", "record"."log_request_uri" AS "log.requestUri", "record"."log_http_status" AS "log.httpStatus", "record"."log_error_code" AS "log.errorCode", "record"."log_bytes_sent" AS "log.bytesSent", "record"."log_object_size" AS "log.objectSize", "record"."log_total_time_ms" AS "log.totalTimeMs", "record"."log_turn_around_time_ms" AS "log.turnAroundTimeMs", "record"."log_referrer" AS "log.referrer", "record"."log_user_agent" AS "log.userAgent", "record"."log_version_id" AS "log.versionId", "record"."log_host_id" AS "log.hostId", "record"."log_signature_version" AS "log.signatureVersion", "record"."log_cipher_suite" AS "log.cipherSuite", "record"."log_authentication_type" AS "log.authenticationType", "record"."log_host_header" AS "log.hostHeader", "record"."log_tls_version" AS "log.tlsVersion", "record"."log_access_point_arn" AS "log.accessPointArn", "record"."log_acl_required" AS "log.aclRequired", "record"."log_source_region" AS "log.sourceRegion", "record"."log_additional_fields" AS "log.additionalFields", "record"."log_record_id" AS "log.recordId", "record"."log_input_object" AS "log.inputObject", "record"."log_input_position" AS "log.inputPosition", "record"."event_event_time" AS "event.eventTime", "record"."event_event_version" AS "event.eventVersion", "record"."event_user_identity_type" AS "event.userIdentity.type", "record"."event_user_identity_principal_id" AS "event.userIdentity.principalId", "record"."event_user_identity_arn" AS "event.userIdentity.arn", "record"."event_user_identity_account_id" AS "event.userIdentity.accountId", "record"."event_user_identity_access_key_id" AS "event.userIdentity.accessKeyId", "record"."event_user_identity_user_name" AS "event.userIdentity.userName", "record"."event_user_identity_invoked_by" AS "event.userIdentity.invokedBy", "record"."event_user_identity_invoked_by_delegate_account_id" AS "event.userIdentity.invokedByDelegate.accountId", "record"."event_user_identity_session_context_session_issuer_type" AS "event.userIdentity.sessionContext.sessionIssuer.type", "record"."event_user_identity_session_context_session_issuer_user_name" AS "event.userIdentity.sessionContext.sessionIssuer.userName", "record"."event_user_identity_session_context_session_issuer_principal_id" AS "event.userIdentity.sessionContext.sessionIssuer.principalId", "record"."event_user_identity_session_context_session_issuer_arn" AS "event.userIdentity.sessionContext.sessionIssuer.arn", "record"."event_user_identity_session_context_session_issuer_account_id" AS "event.userIdentity.sessionContext.sessionIssuer.accountId", "record"."event_user_identity_session_context_web_id_federation_data_federated_provider" AS "event.userIdentity.sessionContext.webIdFederationData.federatedProvider", "record"."event_user_identity_session_context_web_id_federation_data_attributes" AS "event.userIdentity.sessionContext.webIdFederationData.attributes", "record"."event_user_identity_session_context_attributes_creation_date" AS "event.userIdentity.sessionContext.attributes.creationDate", "record"."event_user_identity_session_context_attributes_mfa_authenticated" AS "event.userIdentity.sessionContext.attributes.mfaAuthenticated", "record"."event_user_identity_session_context_source_identity" AS "event.userIdentity.sessionContext.sourceIdentity", "record"."event_user_identity_session_context_ec2_role_delivery" AS "event.userIdentity.sessionContext.ec2RoleDelivery", "record"."event_user_identity_session_context_ec2_issued_in_vpc" AS "event.userIdentity.sessionContext.ec2IssuedInVpc", "record"."event_user_identity_session_context_assumed_root" AS "event.userIdentity.sessionContext.assumedRoot", "record"."event_user_identity_on_behalf_of_user_id" AS "event.userIdentity.onBehalfOf.userId", "record"."event_user_identity_on_behalf_of_identity_store_arn" AS "event.userIdentity.onBehalfOf.identityStoreArn", "record"."event_user_identity_in_scope_of_source_arn" AS "event.userIdentity.inScopeOf.sourceArn", "record"."event_user_identity_in_scope_of_source_account" AS "event.userIdentity.inScopeOf.sourceAccount", "record"."event_user_identity_in_scope_of_issuer_type" AS "event.userIdentity.inScopeOf.issuerType", "record"."event_user_identity_in_scope_of_credentials_issued_to" AS "event.userIdentity.inScopeOf.credentialsIssuedTo", "record"."event_user_identity_credential_id" AS "event.userIdentity.credentialId", "record"."event_user_identity_identity_provider" AS "event.userIdentity.identityProvider", "record"."event_event_source" AS "event.eventSource", "record"."event_event_name" AS "event.eventName", "record"."event_aws_region" AS "event.awsRegion", "record"."event_source_ip_address" AS "event.sourceIPAddress", "record"."event_user_agent" AS "event.userAgent", "record"."event_error_code" AS "event.errorCode", "record"."event_error_message" AS "event.errorMessage", "record"."event_request_parameters" AS "event.requestParameters", "record"."event_response_elements" AS "event.responseElements", "record"."event_additional_event_data" AS "event.additionalEventData", "record"."event_request_id" AS "event.requestID", "record"."event_event_id" AS "event.eventID", "record"."event_event_type" AS "event.eventType", "record"."event_api_version" AS "event.apiVersion", "record"."event_management_event" AS "event.managementEvent", "record"."event_read_only" AS "event.readOnly", regexp_replace('[' || array_join(transform("record"."event_resources", "element" -> '{' || '"ARN":' || coalesce(json_format(CAST("element"."ARN" AS JSON)), 'null') || ',' || '"ARNPrefix":' || coalesce(json_format(CAST("element"."ARNPrefix" AS JSON)), 'null') || ',' || '"accountId":' || coalesce(json_format(CAST("element"."accountId" AS JSON)), 'null') || ',' || '"type":' || coalesce(json_format(CAST("element"."type" AS JSON)), 'null') || '}'), ',') || ']', '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))) AS "event.resources", "record"."event_recipient_account_id" AS "event.recipientAccountId", "record"."event_service_event_details" AS "event.serviceEventDetails", "record"."event_shared_event_id" AS "event.sharedEventID", "record"."event_vpc_endpoint_id" AS "event.vpcEndpointId", "record"."event_vpc_endpoint_account_id" AS "event.vpcEndpointAccountId", "record"."event_event_category" AS "event.eventCategory", "record"."event_addendum_reason" AS "event.addendum.reason", "record"."event_addendum_updated_fields" AS "event.addendum.updatedFields", "record"."event_addendum_original_request_id" AS "event.addendum.originalRequestID", "record"."event_addendum_original_event_id" AS "event.addendum.originalEventID", "record"."event_session_credential_from_console" AS "event.sessionCredentialFromConsole", "record"."event_event_context" AS "event.eventContext", "record"."event_edge_device_details" AS "event.edgeDeviceDetails", "record"."event_tls_details_tls_version" AS "event.tlsDetails.tlsVersion", "record"."event_tls_details_cipher_suite" AS "event.tlsDetails.cipherSuite", "record"."event_tls_details_client_provided_host_header" AS "event.tlsDetails.clientProvidedHostHeader", "record"."event_other_fields" AS "event.otherFields", "record"."event_record_id" AS "event.recordId", "record"."event_input_object" AS "event.inputObject", "record"."event_input_position" AS "event.inputPosition"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_bucket", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.bucketName')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.bucketName')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "bucket", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_request_parameters", '$.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_request_parameters", '$.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", coalesce("log_remote_ip", "event_source_ip_address") AS "remote_ip", coalesce("log_error_code", "event_error_code") AS "error_code", "log_bucket_owner" AS "log_bucket_owner", "log_bucket" AS "log_bucket", "log_time" AS "log_time", "log_remote_ip" AS "log_remote_ip", "log_requester" AS "log_requester", "log_request_id" AS "log_request_id", "log_operation" AS "log_operation", "log_key" AS "log_key", "log_key_raw" AS "log_key_raw", "log_request_uri" AS "log_request_uri", "log_http_status" AS "log_http_status", "log_error_code" AS "log_error_code", "log_bytes_sent" AS "log_bytes_sent", "log_object_size" AS "log_object_size", "log_total_time_ms" AS "log_total_time_ms", "log_turn_around_time_ms" AS "log_turn_around_time_ms", "log_referrer" AS "log_referrer", "log_user_agent" AS "log_user_agent", "log_version_id" AS "log_version_id", "log_host_id" AS "log_host_id", "log_signature_version" AS "log_signature_version", "log_cipher_suite" AS "log_cipher_suite", "log_authentication_type" AS "log_authentication_type", "log_host_header" AS "log_host_header", "log_tls_version" AS "log_tls_version", "log_access_point_arn" AS "log_access_point_arn", "log_acl_required" AS "log_acl_required", "log_source_region" AS "log_source_region", "log_additional_fields" AS "log_additional_fields", "log_record_id" AS "log_record_id", "log_input_object" AS "log_input_object", "log_input_position" AS "log_input_position", "event_event_time" AS "event_event_time", "event_event_version" AS "event_event_version", "event_user_identity_type" AS "event_user_identity_type", "event_user_identity_principal_id" AS "event_user_identity_principal_id", "event_user_identity_arn" AS "event_user_identity_arn", "event_user_identity_account_id" AS "event_user_identity_account_id", "event_user_identity_access_key_id" AS "event_user_identity_access_key_id", "event_user_identity_user_name" AS "event_user_identity_user_name", "event_user_identity_invoked_by" AS "event_user_identity_invoked_by", "event_user_identity_invoked_by_delegate_account_id" AS "event_user_identity_invoked_by_delegate_account_id", "event_user_identity_session_context_session_issuer_type" AS "event_user_identity_session_context_session_issuer_type", "event_user_identity_session_context_session_issuer_user_name" AS "event_user_identity_session_context_session_issuer_user_name", "event_user_identity_session_context_session_issuer_principal_id" AS "event_user_identity_session_context_session_issuer_principal_id", "event_user_identity_session_context_session_issuer_arn" AS "event_user_identity_session_context_session_issuer_arn", "event_user_identity_session_context_session_issuer_account_id" AS "event_user_identity_session_context_session_issuer_account_id", "event_user_identity_session_context_web_id_federation_data_federated_provider" AS "event_user_identity_session_context_web_id_federation_data_federated_provider", "event_user_identity_session_context_web_id_federation_data_attributes" AS "event_user_identity_session_context_web_id_federation_data_attributes", "event_user_identity_session_context_attributes_creation_date" AS "event_user_identity_session_context_attributes_creation_date", "event_user_identity_session_context_attributes_mfa_authenticated" AS "event_user_identity_session_context_attributes_mfa_authenticated", "event_user_identity_session_context_source_identity" AS "event_user_identity_session_context_source_identity", "event_user_identity_session_context_ec2_role_delivery" AS "event_user_identity_session_context_ec2_role_delivery", "event_user_identity_session_context_ec2_issued_in_vpc" AS "event_user_identity_session_context_ec2_issued_in_vpc", "event_user_identity_session_context_assumed_root" AS "event_user_identity_session_context_assumed_root", "event_user_identity_on_behalf_of_user_id" AS "event_user_identity_on_behalf_of_user_id", "event_user_identity_on_behalf_of_identity_store_arn" AS "event_user_identity_on_behalf_of_identity_store_arn", "event_user_identity_in_scope_of_source_arn" AS "event_user_identity_in_scope_of_source_arn", "event_user_identity_in_scope_of_source_account" AS "event_user_identity_in_scope_of_source_account", "event_user_identity_in_scope_of_issuer_type" AS "event_user_identity_in_scope_of_issuer_type", "event_user_identity_in_scope_of_credentials_issued_to" AS "event_user_identity_in_scope_of_credentials_issued_to", "event_user_identity_credential_id" AS "event_user_identity_credential_id", "event_user_identity_identity_provider" AS "event_user_identity_identity_provider", "event_event_source" AS "event_event_source", "event_event_name" AS "event_event_name", "event_aws_region" AS "event_aws_region", "event_source_ip_address" AS "event_source_ip_address", "event_user_agent" AS "event_user_agent", "event_error_code" AS "event_error_code", "event_error_message" AS "event_error_message", "event_request_parameters" AS "event_request_parameters", "event_response_elements" AS "event_response_elements", "event_additional_event_data" AS "event_additional_event_data", "event_request_id" AS "event_request_id", "event_event_id" AS "event_event_id", "event_event_type" AS "event_event_type", "event_api_version" AS "event_api_version", "event_management_event" AS "event_management_event", "event_read_only" AS "event_read_only", "event_resources" AS "event_resources", "event_recipient_account_id" AS "event_recipient_account_id", "event_service_event_details" AS "event_service_event_details", "event_shared_event_id" AS "event_shared_event_id", "event_vpc_endpoint_id" AS "event_vpc_endpoint_id", "event_vpc_endpoint_account_id" AS "event_vpc_endpoint_account_id", "event_event_category" AS "event_event_category", "event_addendum_reason" AS "event_addendum_reason", "event_addendum_updated_fields" AS "event_addendum_updated_fields", "event_addendum_original_request_id" AS "event_addendum_original_request_id", "event_addendum_original_event_id" AS "event_addendum_original_event_id", "event_session_credential_from_console" AS "event_session_credential_from_console", "event_event_context" AS "event_event_context", "event_edge_device_details" AS "event_edge_device_details", "event_tls_details_tls_version" AS "event_tls_details_tls_version", "event_tls_details_cipher_suite" AS "event_tls_details_cipher_suite", "event_tls_details_client_provided_host_header" AS "event_tls_details_client_provided_host_header", "event_other_fields" AS "event_other_fields", "event_record_id" AS "event_record_id", "event_input_object" AS "event_input_object", "event_input_position" AS "event_input_position" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bucket" AS "log_bucket", "log"."key" AS "log_key", "log"."remote_ip" AS "log_remote_ip", "log"."error_code" AS "log_error_code", "log"."bucket_owner" AS "log_bucket_owner", "log"."requester" AS "log_requester", "log"."operation" AS "log_operation", "log"."key_raw" AS "log_key_raw", "log"."request_uri" AS "log_request_uri", "log"."http_status" AS "log_http_status", "log"."bytes_sent" AS "log_bytes_sent", "log"."object_size" AS "log_object_size", "log"."total_time_ms" AS "log_total_time_ms", "log"."turn_around_time_ms" AS "log_turn_around_time_ms", "log"."referrer" AS "log_referrer", "log"."user_agent" AS "log_user_agent", "log"."version_id" AS "log_version_id", "log"."host_id" AS "log_host_id", "log"."signature_version" AS "log_signature_version", "log"."cipher_suite" AS "log_cipher_suite", "log"."authentication_type" AS "log_authentication_type", "log"."host_header" AS "log_host_header", "log"."tls_version" AS "log_tls_version", "log"."access_point_arn" AS "log_access_point_arn", "log"."acl_required" AS "log_acl_required", "log"."source_region" AS "log_source_region", "log"."additional_fields" AS "log_additional_fields", "log"."record_id" AS "log_record_id", "log"."input_object" AS "log_input_object", "log"."input_position" AS "log_input_position", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id", "event"."request_parameters" AS "event_request_parameters", "event"."source_ip_address" AS "event_source_ip_address", "event"."error_code" AS "event_error_code", "event"."event_version" AS "event_event_version", "event"."user_identity_type" AS "event_user_identity_type", "event"."user_identity_principal_id" AS "event_user_identity_principal_id", "event"."user_identity_arn" AS "event_user_identity_arn", "event"."user_identity_account_id" AS "event_user_identity_account_id", "event"."user_identity_access_key_id" AS "event_user_identity_access_key_id", "event"."user_identity_user_name" AS "event_user_identity_user_name", "event"."user_identity_invoked_by" AS "event_user_identity_invoked_by", "event"."user_identity_invoked_by_delegate_account_id" AS "event_user_identity_invoked_by_delegate_account_id", "event"."user_identity_session_context_session_issuer_type" AS "event_user_identity_session_context_session_issuer_type", "event"."user_identity_session_context_session_issuer_user_name" AS "event_user_identity_session_context_session_issuer_user_name", "event"."user_identity_session_context_session_issuer_principal_id" AS "event_user_identity_session_context_session_issuer_principal_id", "event"."user_identity_session_context_session_issuer_arn" AS "event_user_identity_session_context_session_issuer_arn", "event"."user_identity_session_context_session_issuer_account_id" AS "event_user_identity_session_context_session_issuer_account_id", "event"."user_identity_session_context_web_id_federation_data_federated_provider" AS "event_user_identity_session_context_web_id_federation_data_federated_provider", "event"."user_identity_session_context_web_id_federation_data_attributes" AS "event_user_identity_session_context_web_id_federation_data_attributes", "event"."user_identity_session_context_attributes_creation_date" AS "event_user_identity_session_context_attributes_creation_date", "event"."user_identity_session_context_attributes_mfa_authenticated" AS "event_user_identity_session_context_attributes_mfa_authenticated", "event"."user_identity_session_context_source_identity" AS "event_user_identity_session_context_source_identity", "event"."user_identity_session_context_ec2_role_delivery" AS "event_user_identity_session_context_ec2_role_delivery", "event"."user_identity_session_context_ec2_issued_in_vpc" AS "event_user_identity_session_context_ec2_issued_in_vpc", "event"."user_identity_session_context_assumed_root" AS "event_user_identity_session_context_assumed_root", "event"."user_identity_on_behalf_of_user_id" AS "event_user_identity_on_behalf_of_user_id", "event"."user_identity_on_behalf_of_identity_store_arn" AS "event_user_identity_on_behalf_of_identity_store_arn", "event"."user_identity_in_scope_of_source_arn" AS "event_user_identity_in_scope_of_source_arn", "event"."user_identity_in_scope_of_source_account" AS "event_user_identity_in_scope_of_source_account", "event"."user_identity_in_scope_of_issuer_type" AS "event_user_identity_in_scope_of_issuer_type", "event"."user_identity_in_scope_of_credentials_issued_to" AS "event_user_identity_in_scope_of_credentials_issued_to", "event"."user_identity_credential_id" AS "event_user_identity_credential_id", "event"."user_identity_identity_provider" AS "event_user_identity_identity_provider", "event"."event_source" AS "event_event_source", "event"."event_name" AS "event_event_name", "event"."aws_region" AS "event_aws_region", "event"."user_agent" AS "event_user_agent", "event"."error_message" AS "event_error_message", "event"."response_elements" AS "event_response_elements", "event"."additional_event_data" AS "event_additional_event_data", "event"."event_id" AS "event_event_id", "event"."event_type" AS "event_event_type", "event"."api_version" AS "event_api_version", "event"."management_event" AS "event_management_event", "event"."read_only" AS "event_read_only", "event"."resources" AS "event_resources", "event"."recipient_account_id" AS "event_recipient_account_id", "event"."service_event_details" AS "event_service_event_details", "event"."shared_event_id" AS "event_shared_event_id", "event"."vpc_endpoint_id" AS "event_vpc_endpoint_id", "event"."vpc_endpoint_account_id" AS "event_vpc_endpoint_account_id", "event"."event_category" AS "event_event_category", "event"."addendum_reason" AS "event_addendum_reason", "event"."addendum_updated_fields" AS "event_addendum_updated_fields", "event"."addendum_original_request_id" AS "event_addendum_original_request_id", "event"."addendum_original_event_id" AS "event_addendum_original_event_id", "event"."session_credential_from_console" AS "event_session_credential_from_console", "event"."event_context" AS "event_event_context", "event"."edge_device_details" AS "event_edge_device_details", "event"."tls_details_tls_version" AS "event_tls_details_tls_version", "event"."tls_details_cipher_suite" AS "event_tls_details_cipher_suite", "event"."tls_details_client_provided_host_header" AS "event_tls_details_client_provided_host_header", "event"."other_fields" AS "event_other_fields", "event"."record_id" AS "event_record_id", "event"."input_object" AS "event_input_object", "event"."input_position" AS "event_input_position" FROM (SELECT *, TRUE AS "seen" FROM (SELECT "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket", "key" AS "key", "remote_ip" AS "remote_ip", "error_code" AS "error_code", "bucket_owner" AS "bucket_owner", "requester" AS "requester", "operation" AS "operation", "key_raw" AS "key_raw", "request_uri" AS "request_uri", "http_status" AS "http_status", "bytes_sent" AS "bytes_sent", "object_size" AS "object_size", "total_time_ms" AS "total_time_ms", "turn_around_time_ms" AS "turn_around_time_ms", "referrer" AS "referrer", "user_agent" AS "user_agent", "version_id" AS "version_id", "host_id" AS "host_id", "signature_version" AS "signature_version", "cipher_suite" AS "cipher_suite", "authentication_type" AS "authentication_type", "host_header" AS "host_header", "tls_version" AS "tls_version", "access_point_arn" AS "access_point_arn", "acl_required" AS "acl_required", "source_region" AS "source_region", "additional_fields" AS "additional_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."s3_access" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "time" AS "time", "request_id" AS "request_id", "bucket" AS "bucket", "key" AS "key", "remote_ip" AS "remote_ip", "error_code" AS "error_code", "bucket_owner" AS "bucket_owner", "requester" AS "requester", "operation" AS "operation", "key_raw" AS "key_raw", "request_uri" AS "request_uri", "http_status" AS "http_status", "bytes_sent" AS "bytes_sent", "object_size" AS "object_size", "total_time_ms" AS "total_time_ms", "turn_around_time_ms" AS "turn_around_time_ms", "referrer" AS "referrer", "user_agent" AS "user_agent", "version_id" AS "version_id", "host_id" AS "host_id", "signature_version" AS "signature_version", "cipher_suite" AS "cipher_suite", "authentication_type" AS "authentication_type", "host_header" AS "host_header", "tls_version" AS "tls_version", "access_point_arn" AS "access_point_arn", "acl_required" AS "acl_required", "source_region" AS "source_region", "additional_fields" AS "additional_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."s3_access_fresh" WHERE "ingest_hour" > '2026-03-01T05')) AS "log" FULL JOIN (SELECT *, TRUE AS "seen" FROM (SELECT "event_time" AS "event_time", "request_id" AS "request_id", "request_parameters" AS "request_parameters", "source_ip_address" AS "source_ip_address", "error_code" AS "error_code", "event_version" AS "event_version", "user_identity"."type" AS "user_identity_type", "user_identity"."principal_id" AS "user_identity_principal_id", "user_identity"."arn" AS "user_identity_arn", "user_identity"."account_id" AS "user_identity_account_id", "user_identity"."access_key_id" AS "user_identity_access_key_id", "user_identity"."user_name" AS "user_identity_user_name", "user_identity"."invoked_by" AS "user_identity_invoked_by", "user_identity"."invoked_by_delegate"."account_id" AS "user_identity_invoked_by_delegate_account_id", "user_identity"."session_context"."session_issuer"."type" AS "user_identity_session_context_session_issuer_type", "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."session_context"."session_issuer"."principal_id" AS "user_identity_session_context_session_issuer_principal_id", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "user_identity"."session_context"."session_issuer"."account_id" AS "user_identity_session_context_session_issuer_account_id", "user_identity"."session_context"."web_id_federation_data"."federated_provider" AS "user_identity_session_context_web_id_federation_data_federated_provider", "user_identity"."session_context"."web_id_federation_data"."attributes" AS "user_identity_session_context_web_id_federation_data_attributes", "user_identity"."session_context"."attributes"."creation_date" AS "user_identity_session_context_attributes_creation_date", "user_identity"."session_context"."attributes"."mfa_authenticated" AS "user_identity_session_context_attributes_mfa_authenticated", "user_identity"."session_context"."source_identity" AS "user_identity_session_context_source_identity", "user_identity"."session_context"."ec2_role_delivery" AS "user_identity_session_context_ec2_role_delivery", "user_identity"."session_context"."ec2_issued_in_vpc" AS "user_identity_session_context_ec2_issued_in_vpc", "user_identity"."session_context"."assumed_root" AS "user_identity_session_context_assumed_root", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "user_identity"."on_behalf_of"."identity_store_arn" AS "user_identity_on_behalf_of_identity_store_arn", "user_identity"."in_scope_of"."source_arn" AS "user_identity_in_scope_of_source_arn", "user_identity"."in_scope_of"."source_account" AS "user_identity_in_scope_of_source_account", "user_identity"."in_scope_of"."issuer_type" AS "user_identity_in_scope_of_issuer_type", "user_identity"."in_scope_of"."credentials_issued_to" AS "user_identity_in_scope_of_credentials_issued_to", "user_identity"."credential_id" AS "user_identity_credential_id", "user_identity"."identity_provider" AS "user_identity_identity_provider", "event_source" AS "event_source", "event_name" AS "event_name", "aws_region" AS "aws_region", "user_agent" AS "user_agent", "error_message" AS "error_message", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "event_id" AS "event_id", "event_type" AS "event_type", "api_version" AS "api_version", "management_event" AS "management_event", "read_only" AS "read_only", "resources" AS "resources", "recipient_account_id" AS "recipient_account_id", "service_event_details" AS "service_event_details", "shared_event_id" AS "shared_event_id", "vpc_endpoint_id" AS "vpc_endpoint_id", "vpc_endpoint_account_id" AS "vpc_endpoint_account_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "session_credential_from_console" AS "session_credential_from_console", "event_context" AS "event_context", "edge_device_details" AS "edge_device_details", "tls_details"."tls_version" AS "tls_details_tls_version", "tls_details"."cipher_suite" AS "tls_details_cipher_suite", "tls_details"."client_provided_host_header" AS "tls_details_client_provided_host_header", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail" WHERE "ingest_hour" <= '2026-03-01T05'
UNION ALL
SELECT "event_time" AS "event_time", "request_id" AS "request_id", "request_parameters" AS "request_parameters", "source_ip_address" AS "source_ip_address", "error_code" AS "error_code", "event_version" AS "event_version", "user_identity"."type" AS "user_identity_type", "user_identity"."principal_id" AS "user_identity_principal_id", "user_identity"."arn" AS "user_identity_arn", "user_identity"."account_id" AS "user_identity_account_id", "user_identity"."access_key_id" AS "user_identity_access_key_id", "user_identity"."user_name" AS "user_identity_user_name", "user_identity"."invoked_by" AS "user_identity_invoked_by", "user_identity"."invoked_by_delegate"."account_id" AS "user_identity_invoked_by_delegate_account_id", "user_identity"."session_context"."session_issuer"."type" AS "user_identity_session_context_session_issuer_type", "user_identity"."session_context"."session_issuer"."user_name" AS "user_identity_session_context_session_issuer_user_name", "user_identity"."session_context"."session_issuer"."principal_id" AS "user_identity_session_context_session_issuer_principal_id", "user_identity"."session_context"."session_issuer"."arn" AS "user_identity_session_context_session_issuer_arn", "user_identity"."session_context"."session_issuer"."account_id" AS "user_identity_session_context_session_issuer_account_id", "user_identity"."session_context"."web_id_federation_data"."federated_provider" AS "user_identity_session_context_web_id_federation_data_federated_provider", "user_identity"."session_context"."web_id_federation_data"."attributes" AS "user_identity_session_context_web_id_federation_data_attributes", "user_identity"."session_context"."attributes"."creation_date" AS "user_identity_session_context_attributes_creation_date", "user_identity"."session_context"."attributes"."mfa_authenticated" AS "user_identity_session_context_attributes_mfa_authenticated", "user_identity"."session_context"."source_identity" AS "user_identity_session_context_source_identity", "user_identity"."session_context"."ec2_role_delivery" AS "user_identity_session_context_ec2_role_delivery", "user_identity"."session_context"."ec2_issued_in_vpc" AS "user_identity_session_context_ec2_issued_in_vpc", "user_identity"."session_context"."assumed_root" AS "user_identity_session_context_assumed_root", "user_identity"."on_behalf_of"."user_id" AS "user_identity_on_behalf_of_user_id", "user_identity"."on_behalf_of"."identity_store_arn" AS "user_identity_on_behalf_of_identity_store_arn", "user_identity"."in_scope_of"."source_arn" AS "user_identity_in_scope_of_source_arn", "user_identity"."in_scope_of"."source_account" AS "user_identity_in_scope_of_source_account", "user_identity"."in_scope_of"."issuer_type" AS "user_identity_in_scope_of_issuer_type", "user_identity"."in_scope_of"."credentials_issued_to" AS "user_identity_in_scope_of_credentials_issued_to", "user_identity"."credential_id" AS "user_identity_credential_id", "user_identity"."identity_provider" AS "user_identity_identity_provider", "event_source" AS "event_source", "event_name" AS "event_name", "aws_region" AS "aws_region", "user_agent" AS "user_agent", "error_message" AS "error_message", "response_elements" AS "response_elements", "additional_event_data" AS "additional_event_data", "event_id" AS "event_id", "event_type" AS "event_type", "api_version" AS "api_version", "management_event" AS "management_event", "read_only" AS "read_only", "resources" AS "resources", "recipient_account_id" AS "recipient_account_id", "service_event_details" AS "service_event_details", "shared_event_id" AS "shared_event_id", "vpc_endpoint_id" AS "vpc_endpoint_id", "vpc_endpoint_account_id" AS "vpc_endpoint_account_id", "event_category" AS "event_category", "addendum"."reason" AS "addendum_reason", "addendum"."updated_fields" AS "addendum_updated_fields", "addendum"."original_request_id" AS "addendum_original_request_id", "addendum"."original_event_id" AS "addendum_original_event_id", "session_credential_from_console" AS "session_credential_from_console", "event_context" AS "event_context", "edge_device_details" AS "edge_device_details", "tls_details"."tls_version" AS "tls_details_tls_version", "tls_details"."cipher_suite" AS "tls_details_cipher_suite", "tls_details"."client_provided_host_header" AS "tls_details_client_provided_host_header", "other_fields" AS "other_fields", "record_id" AS "record_id", "input_object" AS "input_object", "input_position" AS "input_position" FROM "AwsDataCatalog"."trailkeep"."cloudtrail_fresh" WHERE "ingest_hour" > '2026-03-01T05') WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen")) AS "record"
ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST, 12 ASC NULLS LAST, 13 ASC NULLS LAST, 14 ASC NULLS LAST, 15 ASC NULLS LAST, 16 ASC NULLS LAST, 17 ASC NULLS LAST, 18 ASC NULLS LAST, 19 ASC NULLS LAST, 20 ASC NULLS LAST, 21 ASC NULLS LAST, 22 ASC NULLS LAST, 23 ASC NULLS LAST, 24 ASC NULLS LAST, 25 ASC NULLS LAST, 26 ASC NULLS LAST, 27 ASC NULLS LAST, 28 ASC NULLS LAST, 29 ASC NULLS LAST, 30 ASC NULLS LAST, 31 ASC NULLS LAST, 32 ASC NULLS LAST, 33 ASC NULLS LAST, 34 ASC NULLS LAST, 35 ASC NULLS LAST, 36 ASC NULLS LAST, 37 ASC NULLS LAST, 38 ASC NULLS LAST, 39 ASC NULLS LAST, 40 ASC NULLS LAST, 41 ASC NULLS LAST, 42 ASC NULLS LAST, 43 ASC NULLS LAST, 44 ASC NULLS LAST, 45 ASC NULLS LAST, 46 ASC NULLS LAST, 47 ASC NULLS LAST, 48 ASC NULLS LAST, 49 ASC NULLS LAST, 50 ASC NULLS LAST, 51 ASC NULLS LAST, 52 ASC NULLS LAST, 53 ASC NULLS LAST, 54 ASC NULLS LAST, 55 ASC NULLS LAST, 56 ASC NULLS LAST, 57 ASC NULLS LAST, 58 ASC NULLS LAST, 59 ASC NULLS LAST, 60 ASC NULLS LAST, 61 ASC NULLS LAST, 62 ASC NULLS LAST, 63 ASC NULLS LAST, 64 ASC NULLS LAST, 65 ASC NULLS LAST, 66 ASC NULLS LAST, 67 ASC NULLS LAST, 68 ASC NULLS LAST, 69 ASC NULLS LAST, 70 ASC NULLS LAST, 71 ASC NULLS LAST, 72 ASC NULLS LAST, 73 ASC NULLS LAST, 74 ASC NULLS LAST, 75 ASC NULLS LAST, 76 ASC NULLS LAST, 77 ASC NULLS LAST, 78 ASC NULLS LAST, 79 ASC NULLS LAST, 80 ASC NULLS LAST, 81 ASC NULLS LAST, 82 ASC NULLS LAST, 83 ASC NULLS LAST, 84 ASC NULLS LAST, 85 ASC NULLS LAST, 86 ASC NULLS LAST, 87 ASC NULLS LAST, 88 ASC NULLS LAST, 89 ASC NULLS LAST, 90 ASC NULLS LAST, 91 ASC NULLS LAST, 92 ASC NULLS LAST, 93 ASC NULLS LAST, 94 ASC NULLS LAST, 95 ASC NULLS LAST, 96 ASC NULLS LAST, 97 ASC NULLS LAST, 98 ASC NULLS LAST, 99 ASC NULLS LAST, 100 ASC NULLS LAST, 101 ASC NULLS LAST, 102 ASC NULLS LAST, 103 ASC NULLS LAST, 104 ASC NULLS LAST, 105 ASC NULLS LAST, 106 ASC NULLS LAST, 107 ASC NULLS LAST

-- # flow-top-transfers
-- Athena cannot answer `vpc_flow`: no table holds it

-- # flow-bytes-from-a-network
-- Athena cannot answer `vpc_flow`: no table holds it

-- # flow-by-protocol
-- Athena cannot answer `vpc_flow`: no table holds it

-- # flow-rejected
-- Athena cannot answer `vpc_flow`: no table holds it

-- # flow-a-dash-is-null
-- Athena cannot answer `vpc_flow`: no table holds it

-- # flow-by-hour
-- Athena cannot answer `vpc_flow`: no table holds it

-- # dns-by-type-over-time
-- Athena cannot answer `route53_query`: no table holds it

-- # dns-top-resolvers
-- Athena cannot answer `route53_query`: no table holds it

-- # dns-failures
-- Athena cannot answer `route53_query`: no table holds it

-- # dns-with-client-subnet
-- Athena cannot answer `route53_query`: no table holds it

-- # lambda-memory-to-spare
-- Athena cannot answer `lambda_log`: no table holds it

-- # lambda-slow-invocations
-- Athena cannot answer `lambda_log`: no table holds it

-- # lambda-cold-starts
-- Athena cannot answer `lambda_log`: no table holds it

-- # lambda-what-a-function-logged
-- Athena cannot answer `lambda_log`: no table holds it

-- # json-errors-by-path
-- Athena cannot answer `json_log`: no table holds it

-- # json-a-number-by-size
-- Athena cannot answer `json_log`: no table holds it

-- # json-null-is-missing
-- Athena cannot answer `json_log`: no table holds it

-- # json-a-place-in-a-list
-- Athena cannot answer `json_log`: no table holds it

-- # json-a-key-that-needs-quotes
-- Athena cannot answer `json_log`: no table holds it

-- # json-a-value-that-needs-quotes
-- Athena cannot answer `json_log`: no table holds it
