-- # eq
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_name" = 'ConsoleLogin'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # neq-is-false-of-null
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."error_code" <> 'AccessDenied'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # neq-or-missing
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ("record"."error_code" <> 'AccessDenied' OR "record"."error_code" IS NULL)
) AS "groups"

-- # in
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_name" IN ('StopLogging', 'GetObject', 'Nothing')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # not-in-is-false-of-null
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventsource AS "event_source" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_source" NOT IN ('s3.amazonaws.com', 'signin.amazonaws.com')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # gte-integer
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."http_status" >= 400
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # lt-integer
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."total_time_ms" < 7
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # between-includes-both-ends
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."http_status" BETWEEN 200 AND 204
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # integer-beyond-2-to-53
SELECT "record"."request_id" AS "requestId", "record"."bytes_sent" AS "bytesSent"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bytes_sent" = 9223372036854775807
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST

-- # double-comparison
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", insightcontext.insightaverage AS "insight_details_insight_context_statistics_insight_average" FROM 0a1b2c3d-0000-4000-8000-000000000002) AS "record"
WHERE "record"."insight_details_insight_context_statistics_insight_average" > 1.225E1
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # text-comparison-by-bytes
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."key" > 'z'
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # contains
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useridentity.arn AS "user_identity_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE strpos("record"."user_identity_arn", 'assumed-role') > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # starts-with
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE starts_with("record"."source_ip_address", '203.0.113.2')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # ends-with
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useridentity.arn AS "user_identity_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."user_identity_arn" LIKE '%:root' ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # like
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE '2026/_%.csv' ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # like-escape
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE '_\%b\__' ESCAPE '\'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # matches
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE regexp_like("record"."source_ip_address", '\A(?:198|203)(?:(?:\x2e(?:[0-9]){1,3})){2}\x2e(?:7|9)\z')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # matches-anywhere
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE regexp_like("record"."event_name", 'top')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # ignore-case
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE translate("record"."event_name", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'deleteobject'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # ignore-case-folds-ascii-only
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useragent AS "user_agent" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE strpos(translate("record"."user_agent", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'Ünïcode') > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # ignore-case-leaves-other-letters
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useragent AS "user_agent" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE strpos(translate("record"."user_agent", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ünïcode') > 0
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # ignore-case-matches
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE regexp_like(translate("record"."error_code", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '\Aaccess[A-Za-z]')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # exists
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."error_code" IS NOT NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # missing
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventsource AS "event_source" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_source" IS NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # boolean-eq
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", readonly AS "read_only" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."read_only" = TRUE
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # boolean-neq
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", readonly AS "read_only" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."read_only" <> TRUE
) AS "groups"

-- # timestamp-comparison
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.500'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # not-is-two-valued
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE NOT coalesce("record"."error_code" = 'AccessDenied', FALSE)
) AS "groups"

-- # not-neq-holds-of-null
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE NOT coalesce("record"."error_code" <> 'AccessDenied', FALSE)
) AS "groups"

-- # not-over-or
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", readonly AS "read_only" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE NOT coalesce(("record"."read_only" = FALSE OR "record"."read_only" = TRUE), FALSE)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # and-or-not
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name", readonly AS "read_only", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE (("record"."event_name" = 'DeleteObject' OR "record"."read_only" = TRUE) AND NOT coalesce("record"."error_code" IS NOT NULL, FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # object-at-a-path-is-no-scalar
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE json_extract_scalar("record"."eventjson_text", '$.requestParameters.ipPermissions') IS NOT NULL
) AS "groups"

-- # object-at-a-path-as-json-exists
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE nullif(json_format(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions')), 'null') IS NOT NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # list-path
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", resources AS "resources" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE element_at("record"."resources", 2)."type" = 'AWS::S3::Bucket'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # cast-in-a-predicate
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].fromPort') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <= 22
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '203.0.113.0' AND IPADDRESS '203.0.113.15')))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-one-of-several
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '198.51.100.7' AND IPADDRESS '198.51.100.7' OR "address" BETWEEN IPADDRESS '203.0.113.20' AND IPADDRESS '203.0.113.21')))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-service-is-in-no-network
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE NOT coalesce(((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0.0.0.0' AND IPADDRESS '255.255.255.255')) OR (regexp_like("record"."source_ip_address", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0:0:0:0:0:0:0:0' AND IPADDRESS 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'))), FALSE)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-every-spelling-of-ipv6
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '2001:db8:0:0:0:0:0:0' AND IPADDRESS '2001:db8:0:0:0:0:0:3')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-mapped-address-is-not-ipv4
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.127')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-a-mapped-address-is-ipv6
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE ((regexp_like("record"."remote_ip", '\A(?:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\z') AND any_match(ARRAY[TRY_CAST("record"."remote_ip" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0:0:0:0:0:ffff:0:0' AND IPADDRESS '0:0:0:0:0:ffff:ffff:ffff')))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # in-cidr-of-a-column
SELECT * FROM (
SELECT "record"."remote_ip" AS "remoteIp", count(*) AS "n"
FROM (SELECT element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
WHERE ((regexp_like("remoteIp", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("remoteIp" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.255')))
ORDER BY "remoteIp" ASC NULLS LAST

-- # any-of-a-list
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", resources AS "resources" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match("record"."resources", "element1" -> "element1"."accountId" = '111122223333')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-is-about-one-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", resources AS "resources" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match("record"."resources", "element1" -> ("element1"."type" = 'AWS::S3::Object' AND "element1"."accountId" IS NOT NULL))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-of-nothing-is-false
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time", resources AS "resources" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE NOT coalesce(any_match("record"."resources", "element1" -> "element1"."ARN" IS NOT NULL), FALSE)
) AS "groups"

-- # any-not-inside-and-outside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", resources AS "resources" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match("record"."resources", "element1" -> NOT coalesce("element1"."accountId" IS NOT NULL, FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-port-open-to-the-world
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.ipPermissions.items') AS ARRAY(JSON)), "element1" -> (transform(ARRAY[replace(json_extract_scalar("element1", '$.fromPort'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <= 22 AND transform(ARRAY[replace(json_extract_scalar("element1", '$.toPort'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] >= 22 AND any_match(TRY_CAST(json_extract("element1", '$.ipRanges.items') AS ARRAY(JSON)), "element2" -> transform(ARRAY[replace(json_extract_scalar("element2", '$.cidrIp'), chr(64978), '')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element2", '$.cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = '0.0.0.0/0')))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-path-below-the-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.ipPermissions.items') AS ARRAY(JSON)), "element1" -> transform(ARRAY[CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element1", '$.ipRanges.items[0].cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] LIKE '%/0' ESCAPE '\')
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-a-network-is-no-address
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.ipPermissions.items') AS ARRAY(JSON)), "element1" -> ((regexp_like(CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END, '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST(CASE WHEN json_array_length(json_extract("element1", '$.ipRanges.items')) > 0 THEN replace(json_extract_scalar("element1", '$.ipRanges.items[0].cidrIp'), chr(64978), '') END AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '0.0.0.0' AND IPADDRESS '255.255.255.255'))))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-scalar-element
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.list') AS ARRAY(JSON)), "element1" -> transform(ARRAY[replace(json_extract_scalar("element1", '$'), chr(64978), '')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] BETWEEN 11 AND 20)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-element-that-is-no-scalar
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.list') AS ARRAY(JSON)), "element1" -> (replace(json_extract_scalar("element1", '$'), chr(64978), '') IS NULL AND nullif(json_format(json_extract("element1", '$')), 'null') IS NOT NULL))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-of-an-object-is-false
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters') AS ARRAY(JSON)), "element1" -> nullif(json_format(json_extract("element1", '$')), 'null') IS NOT NULL)
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # any-in-any
-- CloudTrail Lake cannot answer `insightDetails.insightContext.attributions`: event data stores do not hold it; leave it out, or ask another engine

-- # field-to-field
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bytes_sent" > "record"."total_time_ms"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-is-false-of-null
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE NOT coalesce("record"."bytes_sent" > "record"."total_time_ms", FALSE)
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-integer-and-double
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", CAST(insightcontext.insightduration AS BIGINT) AS "insight_details_insight_context_statistics_insight_duration", insightcontext.insightaverage AS "insight_details_insight_context_statistics_insight_average" FROM 0a1b2c3d-0000-4000-8000-000000000002) AS "record"
WHERE "record"."insight_details_insight_context_statistics_insight_duration" >= CASE WHEN abs("record"."insight_details_insight_context_statistics_insight_average") < 9E18 THEN CAST(CAST(ceil("record"."insight_details_insight_context_statistics_insight_average") AS BIGINT) AS DECIMAL(38, 0)) WHEN abs("record"."insight_details_insight_context_statistics_insight_average") < 1E22 THEN CAST(CAST("record"."insight_details_insight_context_statistics_insight_average" / 2048E0 AS BIGINT) AS DECIMAL(38, 0)) * 2048 ELSE CAST(sign("record"."insight_details_insight_context_statistics_insight_average") * 1E22 AS DECIMAL(38, 0)) END
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-cast
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[0]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] <> transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 1 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[1]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1]
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # field-to-field-text-by-bytes
SELECT "record"."key" AS "key", "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."key" < "record"."request_id"
ORDER BY "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST, 1 ASC NULLS LAST

-- # hour-of-day
SELECT * FROM (
SELECT hour("record"."event_time") AS "hour", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # day-of-week
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "day", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST

-- # out-of-hours
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE (day_of_week("record"."time") IN (6, 7) AND NOT coalesce(hour("record"."time") BETWEEN 9 AND 11, FALSE))
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # part-of-a-cast
SELECT hour(transform(ARRAY[element_at("record"."request_parameters_members", 'when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "hour", day_of_week(transform(ARRAY[element_at("record"."request_parameters_members", 'when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "day", day_of_week(transform(ARRAY[element_at("record"."request_parameters_members", 'name')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1]) AS "none"
FROM (SELECT requestparameters AS "request_parameters_members", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-10'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # every-field-of-cloudtrail
-- CloudTrail Lake cannot answer `otherFields`: an event's unknown members stand among the known ones; name one of them, as in `otherFields.member`

-- # every-field-of-s3-access
SELECT "record"."bucket_owner" AS "bucketOwner", "record"."bucket" AS "bucket", "record"."time" AS "time", "record"."remote_ip" AS "remoteIp", "record"."requester" AS "requester", "record"."request_id" AS "requestId", "record"."operation" AS "operation", "record"."key" AS "key", "record"."key_raw" AS "keyRaw", "record"."request_uri" AS "requestUri", "record"."http_status" AS "httpStatus", "record"."error_code" AS "errorCode", "record"."bytes_sent" AS "bytesSent", "record"."object_size" AS "objectSize", "record"."total_time_ms" AS "totalTimeMs", "record"."turn_around_time_ms" AS "turnAroundTimeMs", "record"."referrer" AS "referrer", "record"."user_agent" AS "userAgent", "record"."version_id" AS "versionId", "record"."host_id" AS "hostId", "record"."signature_version" AS "signatureVersion", "record"."cipher_suite" AS "cipherSuite", "record"."authentication_type" AS "authenticationType", "record"."host_header" AS "hostHeader", "record"."tls_version" AS "tlsVersion", "record"."access_point_arn" AS "accessPointArn", "record"."acl_required" AS "aclRequired", "record"."source_region" AS "sourceRegion", "record"."additional_fields" AS "additionalFields", "record"."record_id" AS "recordId", "record"."input_object" AS "inputObject", "record"."input_position" AS "inputPosition"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucketOwner') AS "bucket_owner", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip", element_at(eventdata.additionaleventdata, 'requester') AS "requester", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'keyRaw') AS "key_raw", element_at(eventdata.additionaleventdata, 'requestUri') AS "request_uri", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", element_at(eventdata.additionaleventdata, 'errorCode') AS "error_code", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", TRY_CAST(element_at(eventdata.additionaleventdata, 'objectSize') AS BIGINT) AS "object_size", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", TRY_CAST(element_at(eventdata.additionaleventdata, 'turnAroundTimeMs') AS BIGINT) AS "turn_around_time_ms", element_at(eventdata.additionaleventdata, 'referrer') AS "referrer", element_at(eventdata.additionaleventdata, 'userAgent') AS "user_agent", element_at(eventdata.additionaleventdata, 'versionId') AS "version_id", element_at(eventdata.additionaleventdata, 'hostId') AS "host_id", element_at(eventdata.additionaleventdata, 'signatureVersion') AS "signature_version", element_at(eventdata.additionaleventdata, 'cipherSuite') AS "cipher_suite", element_at(eventdata.additionaleventdata, 'authenticationType') AS "authentication_type", element_at(eventdata.additionaleventdata, 'hostHeader') AS "host_header", element_at(eventdata.additionaleventdata, 'tlsVersion') AS "tls_version", element_at(eventdata.additionaleventdata, 'accessPointArn') AS "access_point_arn", element_at(eventdata.additionaleventdata, 'aclRequired') AS "acl_required", element_at(eventdata.additionaleventdata, 'sourceRegion') AS "source_region", element_at(eventdata.additionaleventdata, 'additionalFields') AS "additional_fields", element_at(eventdata.additionaleventdata, 'recordId') AS "record_id", element_at(eventdata.additionaleventdata, 'inputObject') AS "input_object", TRY_CAST(element_at(eventdata.additionaleventdata, 'inputPosition') AS BIGINT) AS "input_position" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY 3 ASC NULLS LAST, 6 ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST, 12 ASC NULLS LAST, 13 ASC NULLS LAST, 14 ASC NULLS LAST, 15 ASC NULLS LAST, 16 ASC NULLS LAST, 17 ASC NULLS LAST, 18 ASC NULLS LAST, 19 ASC NULLS LAST, 20 ASC NULLS LAST, 21 ASC NULLS LAST, 22 ASC NULLS LAST, 23 ASC NULLS LAST, 24 ASC NULLS LAST, 25 ASC NULLS LAST, 26 ASC NULLS LAST, 27 ASC NULLS LAST, 28 ASC NULLS LAST, 29 ASC NULLS LAST, 30 ASC NULLS LAST, 31 ASC NULLS LAST, 32 ASC NULLS LAST

-- # every-field-of-insights
-- CloudTrail Lake cannot answer `insightDetails.insightContext.attributions`: event data stores do not hold it; leave it out, or ask another engine

-- # paths-are-text
SELECT transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.n')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.n')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.n", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.d')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.d')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.d", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.ok')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.ok')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.ok", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.nothing')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.nothing')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.nothing", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.list')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.list')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[0]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.list[0]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list[0]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 1 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[1]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.list[1]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list.1", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 2 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[2]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.list[2]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.list[2]", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters["a.b"]')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters["a.b"]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters[""a.b""]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters')) IS NULL THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters["10"]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters["10"]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters[""10""]", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters')) > 10 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters[10]') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters[10]')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.10"
FROM (SELECT eventjson AS "eventjson_text", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-10'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST, 9 ASC NULLS LAST, 10 ASC NULLS LAST, 11 ASC NULLS LAST

-- # casts-of-text
SELECT transform(ARRAY[element_at("record"."request_parameters_members", 'n')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "tooLarge", transform(ARRAY[element_at("record"."request_parameters_members", 'd')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?)\z') THEN CASE WHEN is_finite(TRY_CAST("value" AS DOUBLE)) THEN TRY_CAST("value" AS DOUBLE) + 0E0 END END)[1] AS "d", transform(ARRAY[element_at("record"."request_parameters_members", 'd')], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "noInteger", CASE element_at("record"."request_parameters_members", 'ok') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS "ok", transform(ARRAY[element_at("record"."request_parameters_members", 'when')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1] AS "cutToMilliseconds", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 1 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[1]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "twenty", transform(ARRAY[element_at("record"."request_parameters_members", 'name')], "value" -> CASE WHEN regexp_like("value", '\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))\z') THEN TRY(CAST(from_iso8601_timestamp(regexp_replace("value", '([.][0-9]{3})[0-9]+', '$1')) AT TIME ZONE 'UTC' AS TIMESTAMP(3))) END)[1] AS "noTime", regexp_replace(regexp_replace(regexp_replace(nullif(json_format(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.list')), 'null'), '("(?:[^"\\]|\\.)*")|(-?[0-9]+[.][0-9]+E-?[0-9]+)', "part" -> coalesce("part"[1], CASE "part"[2] WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("part"[2] AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END)), '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))), '"' || chr(64978) || '([^"]*)"', '$1') AS "list"
FROM (SELECT requestparameters AS "request_parameters_members", eventjson AS "eventjson_text", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-10'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST, 6 ASC NULLS LAST, 7 ASC NULLS LAST, 8 ASC NULLS LAST

-- # casts-of-fields
SELECT CAST("record"."http_status" AS VARCHAR) AS "text", CAST("record"."http_status" AS DOUBLE) AS "double", "record"."http_status" AS "integer", format_datetime("record"."time", 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''') AS "when", CAST("record"."bytes_sent" AS VARCHAR) AS "nothing"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."request_id" = 'R3'
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST

-- # boolean-as-text
SELECT CAST("record"."read_only" AS VARCHAR) AS "readOnly"
FROM (SELECT readonly AS "read_only", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-05'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST

-- # json-column
SELECT "record"."request_parameters" AS "requestParameters", "record"."response_elements" AS "responseElements"
FROM (SELECT replace(replace(regexp_replace(regexp_replace(nullif(json_format(json_extract(regexp_replace(eventjson, '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)', "part" -> coalesce(replace(replace(replace("part"[1], '\\', chr(64976) || chr(64976)), '\"', chr(64976) || chr(64977)), '\', chr(64976)), '"' || chr(64978) || "part"[2] || '"')), '$.requestParameters')), 'null'), '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))), '"' || chr(64978) || '([^"]*)"', '$1'), chr(64976) || chr(64977), '\"'), chr(64976), '\') AS "request_parameters", replace(replace(regexp_replace(regexp_replace(nullif(json_format(json_extract(regexp_replace(eventjson, '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)', "part" -> coalesce(replace(replace(replace("part"[1], '\\', chr(64976) || chr(64976)), '\"', chr(64976) || chr(64977)), '\', chr(64976)), '"' || chr(64978) || "part"[2] || '"')), '$.responseElements')), 'null'), '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))), '"' || chr(64978) || '([^"]*)"', '$1'), chr(64976) || chr(64977), '\"'), chr(64976), '\') AS "response_elements", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-10'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST

-- # list-column
SELECT regexp_replace('[' || array_join(transform("record"."resources", "element" -> '{' || '"ARN":' || coalesce(json_format(CAST("element"."ARN" AS JSON)), 'null') || ',' || '"ARNPrefix":' || coalesce(json_format(CAST("element"."ARNPrefix" AS JSON)), 'null') || ',' || '"accountId":' || coalesce(json_format(CAST("element"."accountId" AS JSON)), 'null') || ',' || '"type":' || coalesce(json_format(CAST("element"."type" AS JSON)), 'null') || '}'), ',') || ']', '(\\[^u])|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})', "pair" -> coalesce("pair"[1], chr((from_base("pair"[2], 16) - 55296) * 1024 + from_base("pair"[3], 16) + 9216))) AS "resources"
FROM (SELECT resources AS "resources", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-05'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST

-- # list-members
SELECT element_at("record"."resources", 1)."ARN" AS "resources[0].ARN", element_at("record"."resources", 2)."accountId" AS "resources.1.accountId", element_at("record"."resources", 1)."accountId" AS "resources[0].accountId", element_at("record"."resources", 3)."ARN" AS "resources[2].ARN"
FROM (SELECT resources AS "resources", eventtime AS "event_time", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_id" = 'e-05'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # path-into-an-array-at-the-top
-- CloudTrail Lake cannot answer `insightDetails.insightContext.attributions`: event data stores do not hold it; leave it out, or ask another engine

-- # distinct
SELECT * FROM (
SELECT DISTINCT "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT sourceipaddress AS "source_ip_address", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
) AS "rows"
ORDER BY "sourceIPAddress" ASC NULLS LAST

-- # distinct-in-order
SELECT * FROM (
SELECT DISTINCT "record"."operation" AS "operation", "record"."http_status" AS "status"
FROM (SELECT element_at(eventdata.additionaleventdata, 'operation') AS "operation", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "rows"
ORDER BY "status" DESC NULLS LAST, "operation" ASC NULLS LAST

-- # distinct-then-limit
SELECT * FROM (
SELECT DISTINCT "record"."http_status" AS "httpStatus"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "rows"
ORDER BY "httpStatus" ASC NULLS LAST
LIMIT 2

-- # start-is-inside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-02 12:00:00.500') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.500'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # end-is-outside
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 09:30:00.000' AND eventtime < TIMESTAMP '2026-03-02 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-01 09:30:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-02 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # dates-are-midnights
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-02 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # offsets
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 08:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 08:00:06.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-01 08:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-01 08:00:06.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # only-an-end
SELECT "record"."event_id" AS "eventID", "record"."event_time" AS "eventTime"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime < TIMESTAMP '1970-01-01 00:00:00.000') AS "record"
WHERE "record"."event_time" < TIMESTAMP '1970-01-01 00:00:00.000'
ORDER BY 2 ASC NULLS LAST, 1 ASC NULLS LAST

-- # last
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-02 12:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 12:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # last-day
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-02 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
) AS "groups"

-- # rows-are-in-time-then-id
SELECT "record"."request_id" AS "requestId", "record"."key" AS "key"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST
LIMIT 3

-- # order-by-bytes
SELECT "record"."key" AS "key"
FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST

-- # order-beyond-the-basic-plane
SELECT "record"."event_name" AS "eventName"
FROM (SELECT eventname AS "event_name", eventtime AS "event_time", eventsource AS "event_source", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_source" IS NULL
ORDER BY 1 ASC NULLS LAST, "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST

-- # nulls-last-ascending
SELECT "record"."bytes_sent" AS "bytesSent", "record"."request_id" AS "requestId"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # nulls-last-descending
SELECT "record"."bytes_sent" AS "bytesSent", "record"."request_id" AS "requestId"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY 1 DESC NULLS LAST, "record"."time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # false-before-true
SELECT "record"."read_only" AS "readOnly", "record"."event_id" AS "eventID"
FROM (SELECT readonly AS "read_only", eventid AS "event_id", eventtime AS "event_time", useridentity.arn AS "user_identity_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."user_identity_arn" LIKE '%/alice' ESCAPE '\'
ORDER BY 1 ASC NULLS LAST, "record"."event_time" DESC NULLS LAST, 2 ASC NULLS LAST

-- # order-by-what-is-not-selected
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
ORDER BY "record"."total_time_ms" DESC NULLS LAST, "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
LIMIT 2

-- # order-by-an-output-column-first
SELECT "record"."total_time_ms" AS "key"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", eventtime AS "time", element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."operation" = 'REST.GET.OBJECT'
ORDER BY 1 ASC NULLS LAST, "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST

-- # a-record-counts-once
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_name" = 'DeleteObject'
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # count-by-field-null-is-a-key
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", count(*) AS "n"
FROM (SELECT awsregion AS "aws_region", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST

-- # aggregates-of-nothing
SELECT * FROM (
SELECT count(*) AS "n", count(*) FILTER (WHERE "record"."key" IS NOT NULL) AS "some", count(DISTINCT "record"."key") AS "different", sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "total", CAST(sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."bytes_sent") AS DOUBLE) AS "mean", element_at(array_sort(array_agg("record"."bytes_sent") FILTER (WHERE "record"."bytes_sent" IS NOT NULL)), (count("record"."bytes_sent") * 50000000 + 99999999) / 100000000) AS "p50", min("record"."time") AS "earliest", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), 1) AS "one"
FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bucket" = 'none'
) AS "groups"

-- # groups-of-nothing
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", count(*) AS "n"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bucket" = 'none'
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # counts
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", count(*) AS "all", count("record"."bytes_sent") AS "withBytes", count(*) FILTER (WHERE "record"."http_status" = 403) AS "denied", count(DISTINCT "record"."key") AS "keys", count(DISTINCT "record"."requester") AS "requesters"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'requester') AS "requester", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # sum-beyond-64-bits
SELECT * FROM (
SELECT sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "total"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "groups"

-- # sum-and-average-of-doubles
SELECT * FROM (
SELECT sum("record"."insight_details_insight_context_statistics_insight_average") AS "total", avg("record"."insight_details_insight_context_statistics_insight_average") AS "mean"
FROM (SELECT insightcontext.insightaverage AS "insight_details_insight_context_statistics_insight_average", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000002) AS "record"
) AS "groups"

-- # average-of-integers
SELECT * FROM (
SELECT CAST(sum(CAST("record"."total_time_ms" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."total_time_ms") AS DOUBLE) AS "mean"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", eventtime AS "time", element_at(eventdata.additionaleventdata, 'operation') AS "operation" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."operation" = 'REST.GET.OBJECT'
) AS "groups"

-- # percentiles
SELECT * FROM (
SELECT element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 1000000 + 99999999) / 100000000) AS "p1", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 50000000 + 99999999) / 100000000) AS "p50", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 51000000 + 99999999) / 100000000) AS "p51", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 95000000 + 99999999) / 100000000) AS "p95", element_at(array_sort(array_agg("record"."total_time_ms") FILTER (WHERE "record"."total_time_ms" IS NOT NULL)), (count("record"."total_time_ms") * 100000000 + 99999999) / 100000000) AS "p100"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "groups"

-- # min-and-max
SELECT * FROM (
SELECT min("record"."event_name") AS "firstName", max("record"."event_name") AS "lastName", min("record"."event_time") AS "from", max("record"."event_time") AS "to"
FROM (SELECT eventname AS "event_name", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
) AS "groups"

-- # first-and-last-by-time-then-id
SELECT * FROM (
SELECT "record"."operation" AS "operation", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), 1) AS "first", element_at(array_agg("record"."key" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."key" ASC) FILTER (WHERE "record"."key" IS NOT NULL), -1) AS "last"
FROM (SELECT element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "operation" ASC NULLS LAST

-- # first-and-last-skip-nulls
SELECT * FROM (
SELECT element_at(array_agg("record"."error_code" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."error_code" ASC) FILTER (WHERE "record"."error_code" IS NOT NULL), 1) AS "first", element_at(array_agg("record"."user_agent" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_agent" ASC) FILTER (WHERE "record"."user_agent" IS NOT NULL), -1) AS "last"
FROM (SELECT errorcode AS "error_code", eventtime AS "event_time", eventid AS "event_id", useragent AS "user_agent" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
) AS "groups"

-- # bucket
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket", count(*) AS "n"
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # bucket-before-1970
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime < TIMESTAMP '1970-01-01 00:00:00.000') AS "record"
WHERE "record"."event_time" < TIMESTAMP '1970-01-01 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # weeks-begin-on-thursday
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 604800000 + 604800000) % 604800000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket"
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST

-- # distinct-groups
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", "record"."read_only" AS "readOnly"
FROM (SELECT awsregion AS "aws_region", readonly AS "read_only", eventtime AS "event_time", eventsource AS "event_source" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."event_source" = 'signin.amazonaws.com'
GROUP BY 1, 2
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST, "readOnly" ASC NULLS LAST

-- # group-by-a-path-cast
SELECT * FROM (
SELECT transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.list')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.list[0]') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "head", count(*) AS "n"
FROM (SELECT eventjson AS "eventjson_text", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE nullif(json_format(json_extract("record"."eventjson_text", '$.requestParameters')), 'null') IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "head" ASC NULLS LAST

-- # aggregates-of-a-cast-skip-what-is-no-value
SELECT * FROM (
SELECT count(DISTINCT CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "different", min(CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "least", max(CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "greatest", CAST(sum(CAST("record"."http_status" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."http_status") AS DOUBLE) AS "mean"
FROM (SELECT element_at(eventdata.additionaleventdata, 'versionId') AS "version_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "groups"

-- # having-on-a-count-of-casts
SELECT * FROM (
SELECT "bucket", "different", "mean", CASE WHEN is_finite((CAST("mean" AS DOUBLE) / nullif(CAST("different" AS DOUBLE), 0E0))) THEN (CAST("mean" AS DOUBLE) / nullif(CAST("different" AS DOUBLE), 0E0)) + 0E0 END AS "each"
FROM (
SELECT "record"."bucket" AS "bucket", count(DISTINCT CASE WHEN regexp_like("record"."version_id", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("record"."version_id" AS BIGINT) END) AS "different", CAST(sum(CAST("record"."total_time_ms" AS DECIMAL(38, 0))) AS DOUBLE) / CAST(count("record"."total_time_ms") AS DOUBLE) AS "mean"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", element_at(eventdata.additionaleventdata, 'versionId') AS "version_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "counted"
) AS "groups"
WHERE "different" < 1
ORDER BY "bucket" ASC NULLS LAST

-- # having
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT eventname AS "event_name", useridentity.arn AS "user_identity_arn", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
WHERE ("n" >= 2 AND starts_with("eventName", 'C'))
ORDER BY "eventName" ASC NULLS LAST

-- # having-without-groups
SELECT * FROM (
SELECT count(*) AS "n"
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "groups"
WHERE "n" > 7

-- # order-groups-by-an-aggregate
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventname AS "event_name", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 3

-- # group-keys-descending-nulls-last
SELECT * FROM (
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
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
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 10:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 14:00:00.000') AS "record"
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
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 08:59:59.999' AND eventtime < TIMESTAMP '2026-03-01 10:00:00.001') AS "record"
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
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n", count(DISTINCT "record"."key") AS "keys", count(*) FILTER (WHERE "record"."total_time_ms" > 10) AS "slow", max("record"."total_time_ms") AS "most", sum(CAST("record"."object_size" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", TRY_CAST(element_at(eventdata.additionaleventdata, 'objectSize') AS BIGINT) AS "object_size" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 11:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 13:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000'
GROUP BY 1, 2
) AS "groups"
GROUP BY "bucket"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "counted"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "hour" ASC NULLS LAST

-- # fill-where-there-is-nothing
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772362800000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 11:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 13:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000' AND "record"."key" = 'nothing'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "hour" ASC NULLS LAST

-- # fill-has-no-key-where-there-is-nothing
SELECT * FROM (
SELECT "bucket", "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."bucket", "found"."n", CAST(from_unixtime((BIGINT '1772362800000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT "bucket", map_agg("hour", "n") AS "n" FROM (
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 11:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 13:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 11:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 13:00:00.000' AND "record"."key" = 'nothing'
GROUP BY 1, 2
) AS "groups"
GROUP BY "bucket"
) AS "found", UNNEST(sequence(0, 1)) AS "ones"("n")
) AS "filled"
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "hour" ASC NULLS LAST

-- # fill-comes-before-having-order-and-limit
SELECT * FROM (
SELECT "hour", coalesce(element_at("n", "hour"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772366400000' + "ones"."n" * BIGINT '3600000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour"
FROM (
SELECT map_agg("hour", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "n"
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 12:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 16:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 12:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 16:00:00.000'
GROUP BY 1
) AS "groups"
) AS "found", UNNEST(sequence(0, 3)) AS "ones"("n")
) AS "filled"
) AS "groups"
WHERE "n" = 0
ORDER BY "hour" DESC NULLS LAST
LIMIT 2

-- # fill-a-relative-range
SELECT * FROM (
SELECT "bucket", coalesce(element_at("n", "bucket"), 0) AS "n"
FROM (
SELECT "found"."n", CAST(from_unixtime((BIGINT '1772323200000' + "ones"."n" * BIGINT '86400000') / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket"
FROM (
SELECT map_agg("bucket", "n") AS "n" FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "bucket", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
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
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '1969-12-31 22:30:00.000' AND eventtime < TIMESTAMP '1970-01-01 00:30:00.000') AS "record"
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
SELECT "record"."bucket" AS "bucket", count(*) AS "n", count(*) FILTER (WHERE "record"."http_status" >= 400) AS "failures"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "counted"
) AS "groups"
ORDER BY "rate" DESC NULLS LAST, "bucket" ASC NULLS LAST

-- # ratio-of-nothing-and-by-zero
SELECT * FROM (
SELECT "n", "zero", "none", CASE WHEN is_finite((CAST("n" AS DOUBLE) / nullif(CAST("zero" AS DOUBLE), 0E0))) THEN (CAST("n" AS DOUBLE) / nullif(CAST("zero" AS DOUBLE), 0E0)) + 0E0 END AS "byZero", CASE WHEN is_finite((CAST("none" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("none" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "ofNone", CASE WHEN is_finite((CAST("n" AS DOUBLE) / nullif(CAST("none" AS DOUBLE), 0E0))) THEN (CAST("n" AS DOUBLE) / nullif(CAST("none" AS DOUBLE), 0E0)) + 0E0 END AS "byNone", CASE WHEN is_finite((CAST("zero" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("zero" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "zeroOf"
FROM (
SELECT count(*) AS "n", count(*) FILTER (WHERE "record"."key" = 'nothing') AS "zero", max("record"."object_size") AS "none"
FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", TRY_CAST(element_at(eventdata.additionaleventdata, 'objectSize') AS BIGINT) AS "object_size", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
) AS "counted"
) AS "groups"

-- # parameters
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useridentity.arn AS "user_identity_arn", sourceipaddress AS "source_ip_address", readonly AS "read_only" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-28 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."user_identity_arn" = 'arn:aws:iam::111122223333:user/alice' AND ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '192.0.2.0' AND IPADDRESS '192.0.2.255' OR "address" BETWEEN IPADDRESS '203.0.113.0' AND IPADDRESS '203.0.113.255'))) AND NOT coalesce("record"."read_only" IN (TRUE), FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # parameters-of-every-type
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", element_at(eventdata.additionaleventdata, 'operation') AS "operation" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 10:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 12:30:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 10:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 12:30:00.000' AND ("record"."bytes_sent" BETWEEN 1025 AND 9223372036854775807 AND CAST("record"."total_time_ms" AS DOUBLE) > 7.5E0 AND "record"."operation" LIKE 'REST.%' ESCAPE '\')
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # union-of-two-sources
SELECT * FROM (
(
SELECT "record"."requester" AS "who", "record"."operation" AS "what", "record"."time" AS "at"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requester') AS "requester", element_at(eventdata.additionaleventdata, 'operation') AS "operation", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."key" = '2026/salaries.csv'
)
UNION ALL
(
SELECT "record"."user_identity_arn" AS "who", "record"."event_name" AS "what", "record"."event_time" AS "at"
FROM (SELECT useridentity.arn AS "user_identity_arn", eventname AS "event_name", eventtime AS "event_time", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = '2026/salaries.csv'
)
) AS "rows"
ORDER BY "at" ASC NULLS LAST, "who" ASC NULLS LAST, "what" ASC NULLS LAST

-- # union-keeps-equal-rows
SELECT * FROM (
(
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bucket" = 'logs'
)
UNION ALL
(
SELECT "record"."http_status" AS "httpStatus"
FROM (SELECT TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."bucket" = 'logs'
)
) AS "rows"
ORDER BY "httpStatus" ASC NULLS LAST

-- # union-of-groups-in-order
SELECT * FROM (
(
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1
) AS "groups"
)
UNION ALL
(
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
GROUP BY 1
) AS "groups"
)
) AS "rows"
ORDER BY "n" DESC NULLS LAST, "day" ASC NULLS LAST
LIMIT 3

-- # join-inner
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'requester') AS "requester", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
INNER JOIN (
SELECT * FROM (SELECT eventid AS "event_id", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "joined"
WHERE "joined"."event_name" = 'ConsoleLogin'
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # join-left-keeps-records-without-a-partner
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'requester') AS "requester", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
LEFT JOIN (
SELECT * FROM (SELECT eventid AS "event_id", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "joined"
WHERE "joined"."event_name" = 'GetObject'
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST

-- # join-where-comes-after
SELECT "record"."request_id" AS "requestId"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'requester') AS "requester", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
LEFT JOIN (
SELECT * FROM (SELECT useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "joined"
WHERE "joined"."event_name" = 'GetObject'
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
WHERE ("joined"."event_id" IS NULL AND "record"."request_id" IS NOT NULL)
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, "joined"."event_id" ASC NULLS LAST

-- # join-on-two-keys
SELECT "record"."request_id" AS "requestId", "joined"."event_id" AS "log.eventID", hour("joined"."event_time") AS "hour"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'requester') AS "requester", element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
INNER JOIN (
SELECT * FROM (SELECT eventid AS "event_id", eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "joined"
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn" AND "record"."key" = transform(ARRAY[json_extract_scalar("joined"."eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("joined"."eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."event_time" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # join-in-a-range-of-its-own-grouped
SELECT * FROM (
SELECT "joined"."event_name" AS "log.eventName", count(*) AS "n", element_at(array_agg("record"."request_id" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."request_id" ASC) FILTER (WHERE "record"."request_id" IS NOT NULL), -1) AS "last", max("joined"."event_time") AS "latest"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requester') AS "requester" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 10:00:00.000' AND eventtime < TIMESTAMP '2026-03-01 12:00:00.000') AS "record"
INNER JOIN (
SELECT * FROM (SELECT eventname AS "event_name", eventtime AS "event_time", useridentity.arn AS "user_identity_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 08:00:10.000') AS "joined"
WHERE "joined"."event_time" >= TIMESTAMP '2026-03-01 08:00:10.000'
) AS "joined" ON "record"."requester" = "joined"."user_identity_arn"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 10:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-01 12:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "log.eventName" ASC NULLS LAST

-- # who-deleted-an-object
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress", "record"."error_code" AS "errorCode"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", sourceipaddress AS "source_ip_address", errorcode AS "error_code", eventname AS "event_name", requestparameters AS "request_parameters_members", eventjson AS "eventjson_text", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ("record"."event_name" IN ('DeleteObject', 'DeleteObjects') AND element_at("record"."request_parameters_members", 'bucketName') = 'payroll' AND transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = '2026/salaries.csv')
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # failed-console-logins-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", count(*) AS "failures", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT sourceipaddress AS "source_ip_address", eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventname AS "event_name", responseelements AS "response_elements_members" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'ConsoleLogin' AND element_at("record"."response_elements_members", 'ConsoleLogin') = 'Failure')
GROUP BY 1, 2
) AS "groups"
WHERE "failures" >= 3
ORDER BY "failures" DESC NULLS LAST, "sourceIPAddress" ASC NULLS LAST, "hour" ASC NULLS LAST
LIMIT 100

-- # console-login-without-mfa
SELECT "record"."event_id" AS "eventID"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", eventname AS "event_name", additionaleventdata AS "additional_event_data_members" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ("record"."event_name" = 'ConsoleLogin' AND NOT coalesce(element_at("record"."additional_event_data_members", 'MFAUsed') = 'Yes', FALSE))
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST

-- # root-was-used
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "times", max("record"."event_time") AS "last"
FROM (SELECT eventname AS "event_name", eventtime AS "event_time", useridentity.type AS "user_identity_type", useridentity.invokedby AS "user_identity_invoked_by" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ("record"."user_identity_type" = 'Root' AND "record"."user_identity_invoked_by" IS NULL)
GROUP BY 1
) AS "groups"
ORDER BY "eventName" ASC NULLS LAST

-- # security-group-opened-to-the-world
SELECT "record"."event_time" AS "eventTime", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId", transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].fromPort') END], "value" -> CASE WHEN regexp_like("value", '\A(?:[+-]?[0-9]+)\z') THEN TRY_CAST("value" AS BIGINT) END)[1] AS "port"
FROM (SELECT eventtime AS "event_time", eventjson AS "eventjson_text", eventname AS "event_name", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE ("record"."event_name" = 'AuthorizeSecurityGroupIngress' AND (transform(ARRAY[CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items')) > 0 AND json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].ipRanges.items')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].ipRanges.items[0].cidrIp') END], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].ipRanges.items[0].cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = '0.0.0.0/0' OR CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items')) > 0 AND json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].ipv6Ranges.items')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.ipPermissions.items[0].ipv6Ranges.items[0].cidrIpv6') END = '::/0'))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # denied-by-principal
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", "record"."event_name" AS "eventName", count(*) AS "denied"
FROM (SELECT useridentity.arn AS "user_identity_arn", eventname AS "event_name", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."error_code" IN ('AccessDenied', 'Client.UnauthorizedOperation')
GROUP BY 1, 2
) AS "groups"
ORDER BY "denied" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # logging-was-touched
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.name')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.name')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.name"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text", eventname AS "event_name", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE regexp_like("record"."event_name", '\A(?:Stop|Delete|Update)(?:Logging|Trail)\z')
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # first-and-last-seen-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", min("record"."event_time") AS "firstSeen", max("record"."event_time") AS "lastSeen", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), 1) AS "firstUser", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), -1) AS "lastUser"
FROM (SELECT sourceipaddress AS "source_ip_address", eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
WHERE "record"."source_ip_address" = '198.51.100.7'
GROUP BY 1
) AS "groups"
ORDER BY "sourceIPAddress" ASC NULLS LAST

-- # who-read-or-removed-a-key
SELECT "record"."time" AS "time", "record"."operation" AS "operation", "record"."requester" AS "requester", "record"."http_status" AS "httpStatus"
FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'requester') AS "requester", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE ("record"."bucket" = 'payroll' AND "record"."key" = '2026/salaries.csv')
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # slowest-requests
SELECT "record"."request_id" AS "requestId", "record"."total_time_ms" AS "totalTimeMs"
FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
WHERE "record"."total_time_ms" IS NOT NULL
ORDER BY 2 DESC NULLS LAST, "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST
LIMIT 2

-- # error-rate-by-hour
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 3600000 + 3600000) % 3600000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "hour", "record"."bucket" AS "bucket", count(*) AS "all", count(*) FILTER (WHERE "record"."http_status" >= 400) AS "errors"
FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status" FROM 0a1b2c3d-0000-4000-8000-000000000003) AS "record"
GROUP BY 1, 2
) AS "groups"
WHERE "errors" > 0
ORDER BY "hour" ASC NULLS LAST, "bucket" ASC NULLS LAST

-- # how-long-activity-was-unusual
SELECT "record"."shared_event_id" AS "sharedEventID", "record"."insight_details_insight_context_statistics_insight_duration" AS "minutes"
FROM (SELECT sharedeventid AS "shared_event_id", CAST(insightcontext.insightduration AS BIGINT) AS "insight_details_insight_context_statistics_insight_duration", eventtime AS "event_time", insightstate AS "insight_details_state", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000002) AS "record"
WHERE "record"."insight_details_state" = 'End'
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST

-- # tile-top-events
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventname AS "event_name", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 10

-- # tile-top-events-in-detail
SELECT * FROM (
SELECT "eventName", "n", "users", "denied", "errors", CASE WHEN is_finite((CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0))) THEN (CAST("errors" AS DOUBLE) / nullif(CAST("n" AS DOUBLE), 0E0)) + 0E0 END AS "errorShare"
FROM (
SELECT "record"."event_name" AS "eventName", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users", count(*) FILTER (WHERE "record"."error_code" IN ('AccessDenied', 'Client.UnauthorizedOperation')) AS "denied", count(*) FILTER (WHERE "record"."error_code" IS NOT NULL) AS "errors"
FROM (SELECT eventname AS "event_name", useridentity.arn AS "user_identity_arn", errorcode AS "error_code", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "counted"
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 5

-- # tile-events-by-source
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", count(*) AS "n"
FROM (SELECT eventsource AS "event_source", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventSource" ASC NULLS LAST

-- # tile-events-by-region-over-time
SELECT * FROM (
SELECT "record"."aws_region" AS "awsRegion", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n"
FROM (SELECT awsregion AS "aws_region", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "awsRegion" ASC NULLS LAST, "day" ASC NULLS LAST

-- # tile-events-by-hour-of-day-and-day-of-week
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "weekday", hour("record"."event_time") AS "hour", count(*) AS "n"
FROM (SELECT eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "weekday" ASC NULLS LAST, "hour" ASC NULLS LAST

-- # tile-instance-changes-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", eventsource AS "event_source" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = 'ec2.amazonaws.com' AND "record"."event_name" IN ('RunInstances', 'StartInstances', 'StopInstances', 'RebootInstances', 'TerminateInstances'))
GROUP BY 1, 2
) AS "groups"
ORDER BY "day" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # tile-errors-by-assumed-role
SELECT * FROM (
SELECT "record"."user_identity_session_context_session_issuer_user_name" AS "role", "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n"
FROM (SELECT useridentity.sessioncontext.sessionissuer.username AS "user_identity_session_context_session_issuer_user_name", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", errorcode AS "error_code", useridentity.type AS "user_identity_type" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."error_code" IS NOT NULL AND "record"."user_identity_type" = 'AssumedRole')
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "role" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
LIMIT 10

-- # tile-errors-by-user-type
SELECT * FROM (
SELECT "record"."user_identity_type" AS "userIdentity.type", count(*) AS "n"
FROM (SELECT useridentity.type AS "user_identity_type", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.type" ASC NULLS LAST

-- # tile-errors-by-source
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", count(*) AS "n", count(*) FILTER (WHERE "record"."error_code" IS NOT NULL) AS "errors"
FROM (SELECT eventsource AS "event_source", errorcode AS "error_code", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1
) AS "groups"
WHERE "errors" > 0
ORDER BY "errors" DESC NULLS LAST, "eventSource" ASC NULLS LAST

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
FROM (SELECT eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-02 14:00:00.000' AND eventtime < TIMESTAMP '2026-03-02 17:00:00.000') AS "record"
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
FROM (SELECT eventname AS "event_name", eventsource AS "event_source", eventtime AS "event_time", errorcode AS "error_code" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST, "eventSource" ASC NULLS LAST
LIMIT 3

-- # tile-top-error-codes
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", count(*) AS "n"
FROM (SELECT errorcode AS "error_code", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST
LIMIT 10

-- # tile-errors-of-a-principal
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", "record"."error_message" AS "errorMessage", count(*) AS "n", max("record"."event_time") AS "last"
FROM (SELECT errorcode AS "error_code", errormessage AS "error_message", eventtime AS "event_time", useridentity.arn AS "user_identity_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."error_code" IS NOT NULL AND "record"."user_identity_arn" = 'arn:aws:iam::111122223333:user/bob')
GROUP BY 1, 2
) AS "groups"
WHERE "n" > 1
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST, "errorMessage" ASC NULLS LAST

-- # tile-logins-by-user
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n", count(*) FILTER (WHERE element_at("record"."response_elements_members", 'ConsoleLogin') = 'Success') AS "successes", count(*) FILTER (WHERE element_at("record"."response_elements_members", 'ConsoleLogin') = 'Failure') AS "failures"
FROM (SELECT useridentity.arn AS "user_identity_arn", responseelements AS "response_elements_members", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST
LIMIT 10

-- # tile-logins-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n", count(*) FILTER (WHERE element_at("record"."response_elements_members", 'ConsoleLogin') = 'Success') AS "successes", count(*) FILTER (WHERE element_at("record"."response_elements_members", 'ConsoleLogin') = 'Failure') AS "failures"
FROM (SELECT eventtime AS "event_time", responseelements AS "response_elements_members", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST

-- # tile-users-by-number-of-addresses
SELECT * FROM (
SELECT "record"."user_identity_arn" AS "userIdentity.arn", count(DISTINCT "record"."source_ip_address") AS "addresses"
FROM (SELECT useridentity.arn AS "user_identity_arn", sourceipaddress AS "source_ip_address", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "addresses" DESC NULLS LAST, "userIdentity.arn" ASC NULLS LAST

-- # tile-most-common-addresses
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", count(*) AS "n"
FROM (SELECT sourceipaddress AS "source_ip_address", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "sourceIPAddress" ASC NULLS LAST
LIMIT 2

-- # tile-logins-by-address
SELECT * FROM (
SELECT "record"."source_ip_address" AS "sourceIPAddress", count(*) AS "n", count(*) FILTER (WHERE element_at("record"."response_elements_members", 'ConsoleLogin') = 'Success') AS "successes", count(DISTINCT "record"."user_identity_arn") AS "users", max("record"."event_time") AS "last"
FROM (SELECT sourceipaddress AS "source_ip_address", responseelements AS "response_elements_members", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "sourceIPAddress" ASC NULLS LAST

-- # tile-login-errors-with-users
SELECT * FROM (
SELECT "record"."error_message" AS "errorMessage", count(*) AS "n", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT errormessage AS "error_message", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'ConsoleLogin' AND "record"."error_message" IS NOT NULL)
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorMessage" ASC NULLS LAST

-- # tile-distinct-users-over-time
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(DISTINCT "record"."user_identity_arn") AS "users"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_name" = 'ConsoleLogin'
GROUP BY 1
) AS "groups"
ORDER BY "day" ASC NULLS LAST

-- # tile-logins-without-mfa
SELECT * FROM (
SELECT "record"."user_identity_type" AS "userIdentity.type", "record"."user_identity_arn" AS "userIdentity.arn", count(*) AS "n"
FROM (SELECT useridentity.type AS "user_identity_type", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", eventname AS "event_name", responseelements AS "response_elements_members", additionaleventdata AS "additional_event_data_members" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'ConsoleLogin' AND element_at("record"."response_elements_members", 'ConsoleLogin') = 'Success' AND NOT coalesce(element_at("record"."additional_event_data_members", 'MFAUsed') = 'Yes', FALSE))
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.type" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST

-- # tile-security-group-changes
SELECT * FROM (
SELECT transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.vpcId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.vpcId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "vpcId", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventjson AS "eventjson_text", eventname AS "event_name", eventtime AS "event_time", eventsource AS "event_source", readonly AS "read_only" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = 'ec2.amazonaws.com' AND strpos("record"."event_name", 'SecurityGroup') > 0 AND "record"."read_only" = FALSE)
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "groupId" ASC NULLS LAST, "vpcId" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # tile-top-event-errors
SELECT * FROM (
SELECT "record"."event_name" AS "eventName", "record"."error_code" AS "errorCode", count(*) AS "n"
FROM (SELECT eventname AS "event_name", errorcode AS "error_code", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventName" ASC NULLS LAST, "errorCode" ASC NULLS LAST
LIMIT 5

-- # tile-top-iam-users
SELECT * FROM (
SELECT "record"."user_identity_user_name" AS "userIdentity.userName", count(*) AS "n"
FROM (SELECT useridentity.username AS "user_identity_user_name", eventtime AS "event_time", useridentity.type AS "user_identity_type" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_type" = 'IAMUser'
GROUP BY 1
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "userIdentity.userName" ASC NULLS LAST
LIMIT 10

-- # tile-root-activity
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", sourceipaddress AS "source_ip_address", useridentity.type AS "user_identity_type", useridentity.invokedby AS "user_identity_invoked_by", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."user_identity_type" = 'Root' AND "record"."user_identity_invoked_by" IS NULL)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-changes-to-trails
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.name')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.name')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "requestParameters.name", "record"."error_code" AS "errorCode"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text", errorcode AS "error_code", eventsource AS "event_source", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = 'cloudtrail.amazonaws.com' AND "record"."event_name" IN ('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging', 'PutEventSelectors'))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST

-- # intent-who-launched-an-instance
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", sourceipaddress AS "source_ip_address", eventname AS "event_name", eventjson AS "eventjson_text", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN ('RunInstances') AND any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.responseElements.instancesSet.items') AS ARRAY(JSON)), "element1" -> replace(json_extract_scalar("element1", '$.instanceId'), chr(64978), '') = 'i-0b'))
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-security-groups-opened-to-the-world
SELECT * FROM (
(
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.groupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.groupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN ('AuthorizeSecurityGroupIngress') AND any_match(TRY_CAST(json_extract(regexp_replace("record"."eventjson_text", '("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.]*[eE][+]?[0-9]{3,})', "part" -> coalesce("part"[1], CASE WHEN is_finite(CAST("part"[2] AS DOUBLE)) THEN "part"[2] ELSE '"' || chr(64978) || "part"[2] || '"' END)), '$.requestParameters.ipPermissions.items') AS ARRAY(JSON)), "element1" -> any_match(TRY_CAST(json_extract("element1", '$.ipRanges.items') AS ARRAY(JSON)), "element2" -> transform(ARRAY[replace(json_extract_scalar("element2", '$.cidrIp'), chr(64978), '')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("element2", '$.cidrIp')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] IN ('0.0.0.0/0', '::/0'))))
)
UNION ALL
(
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.ModifySecurityGroupRulesRequest.GroupId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.ModifySecurityGroupRulesRequest.GroupId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "groupId"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text", eventname AS "event_name" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN ('ModifySecurityGroupRules') AND transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.CidrIpv4')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] = '0.0.0.0/0')
)
) AS "rows"
ORDER BY "eventTime" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "groupId" ASC NULLS LAST

-- # intent-unencrypted-snapshots
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.responseElements.snapshotId')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.responseElements.snapshotId')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "snapshot"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventjson AS "eventjson_text", eventname AS "event_name", responseelements AS "response_elements_members", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN ('CreateSnapshot', 'CopySnapshot') AND CASE element_at("record"."response_elements_members", 'encrypted') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END = FALSE)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-writes-from-the-console
SELECT "record"."event_time" AS "eventTime", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", useridentity.arn AS "user_identity_arn", sessioncredentialfromconsole AS "session_credential_from_console", readonly AS "read_only", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."session_credential_from_console" = 'true' AND "record"."read_only" = FALSE)
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-tag-changes-of-a-resource
SELECT * FROM (
SELECT CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."event_time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", "record"."event_name" AS "eventName", count(*) AS "n", element_at(array_agg("record"."user_identity_arn" ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, "record"."user_identity_arn" ASC) FILTER (WHERE "record"."user_identity_arn" IS NOT NULL), -1) AS "by"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", useridentity.arn AS "user_identity_arn", eventid AS "event_id", eventjson AS "eventjson_text" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" IN ('CreateTags', 'DeleteTags', 'TagResource', 'UntagResource') AND CASE WHEN json_array_length(json_extract("record"."eventjson_text", '$.requestParameters.resourcesSet.items')) > 0 THEN json_extract_scalar("record"."eventjson_text", '$.requestParameters.resourcesSet.items[0].resourceId') END = 'i-0a')
GROUP BY 1, 2
) AS "groups"
ORDER BY "day" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # intent-console-logins-without-mfa
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn", "record"."source_ip_address" AS "sourceIPAddress"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", sourceipaddress AS "source_ip_address", eventname AS "event_name", responseelements AS "response_elements_members", additionaleventdata AS "additional_event_data_members", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'ConsoleLogin' AND element_at("record"."response_elements_members", 'ConsoleLogin') = 'Success' AND element_at("record"."additional_event_data_members", 'MFAUsed') = 'No')
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-roles-assumed-by-a-key
SELECT * FROM (
SELECT transform(ARRAY[json_extract_scalar("record"."eventjson_text", '$.requestParameters.roleArn')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."eventjson_text", '$.requestParameters.roleArn')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "role", count(*) AS "n", min("record"."event_time") AS "first"
FROM (SELECT eventjson AS "eventjson_text", eventtime AS "event_time", eventsource AS "event_source", eventname AS "event_name", useridentity.accesskeyid AS "user_identity_access_key_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_source" = 'sts.amazonaws.com' AND starts_with("record"."event_name", 'AssumeRole') AND "record"."user_identity_access_key_id" = 'AKIAALICE')
GROUP BY 1
) AS "groups"
ORDER BY "role" ASC NULLS LAST

-- # intent-top-actions-of-a-role
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventsource AS "event_source", eventname AS "event_name", eventtime AS "event_time", useridentity.sessioncontext.sessionissuer.arn AS "user_identity_session_context_session_issuer_arn" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_session_context_session_issuer_arn" = 'arn:aws:iam::111122223333:role/admin'
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "eventSource" ASC NULLS LAST, "eventName" ASC NULLS LAST
LIMIT 3

-- # intent-cross-account-access
SELECT * FROM (
SELECT "record"."user_identity_account_id" AS "userIdentity.accountId", "record"."recipient_account_id" AS "recipientAccountId", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT useridentity.accountid AS "user_identity_account_id", recipientaccountid AS "recipient_account_id", eventname AS "event_name", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."user_identity_account_id" <> "record"."recipient_account_id"
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "userIdentity.accountId" ASC NULLS LAST, "recipientAccountId" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # intent-services-assuming-themselves
SELECT "record"."event_time" AS "eventTime", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT eventtime AS "event_time", useridentity.arn AS "user_identity_arn", eventname AS "event_name", useridentity.sessioncontext.sessionissuer.arn AS "user_identity_session_context_session_issuer_arn", resources AS "resources", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'AssumeRole' AND "record"."user_identity_session_context_session_issuer_arn" = element_at("record"."resources", 1)."ARN")
ORDER BY 1 ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST

-- # intent-identity-center-logins-and-what-followed
SELECT "record"."user_identity_on_behalf_of_user_id" AS "userIdentity.onBehalfOf.userId", "joined"."event_time" AS "then.eventTime", "joined"."event_name" AS "then.eventName"
FROM (SELECT useridentity.onbehalfof.userid AS "user_identity_on_behalf_of_user_id", eventtime AS "event_time", eventname AS "event_name", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
INNER JOIN (
SELECT * FROM (SELECT eventtime AS "event_time", eventname AS "event_name", useridentity.onbehalfof.userid AS "user_identity_on_behalf_of_user_id", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "joined"
WHERE "joined"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "joined"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND NOT coalesce("joined"."event_name" = 'UserAuthentication', FALSE)
) AS "joined" ON "record"."user_identity_on_behalf_of_user_id" = "joined"."user_identity_on_behalf_of_user_id"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."event_name" = 'UserAuthentication' AND "joined"."event_time" >= "record"."event_time")
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 2 ASC NULLS LAST, "joined"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-data-events-by-weekday
SELECT * FROM (
SELECT day_of_week("record"."event_time") AS "weekday", "record"."event_name" AS "eventName", count(*) AS "n"
FROM (SELECT eventtime AS "event_time", eventname AS "event_name", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."event_category" = 'Data'
GROUP BY 1, 2
) AS "groups"
ORDER BY "weekday" ASC NULLS LAST, "eventName" ASC NULLS LAST

-- # intent-tls-below-1-2
SELECT * FROM (
SELECT "record"."event_source" AS "eventSource", "record"."user_identity_arn" AS "userIdentity.arn", "record"."tls_details_tls_version" AS "tlsDetails.tlsVersion", count(*) AS "n"
FROM (SELECT eventsource AS "event_source", useridentity.arn AS "user_identity_arn", tlsdetails.tlsversion AS "tls_details_tls_version", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND translate("record"."tls_details_tls_version", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') IN ('tlsv1', 'tlsv1.0', 'tlsv1.1')
GROUP BY 1, 2, 3
) AS "groups"
ORDER BY "eventSource" ASC NULLS LAST, "userIdentity.arn" ASC NULLS LAST, "tlsDetails.tlsVersion" ASC NULLS LAST

-- # intent-errors-by-code-and-message
SELECT * FROM (
SELECT "record"."error_code" AS "errorCode", "record"."error_message" AS "errorMessage", count(*) AS "n"
FROM (SELECT errorcode AS "error_code", errormessage AS "error_message", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."error_code" IS NOT NULL
GROUP BY 1, 2
) AS "groups"
ORDER BY "n" DESC NULLS LAST, "errorCode" ASC NULLS LAST, "errorMessage" ASC NULLS LAST

-- # intent-accounts-touched-by-an-address
SELECT * FROM (
SELECT "record"."recipient_account_id" AS "recipientAccountId", count(*) AS "n", count(DISTINCT "record"."event_source") AS "services", min("record"."event_time") AS "first", max("record"."event_time") AS "last"
FROM (SELECT recipientaccountid AS "recipient_account_id", eventsource AS "event_source", eventtime AS "event_time", sourceipaddress AS "source_ip_address" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ((regexp_like("record"."source_ip_address", '\A(?:[0-9.]+)\z') AND any_match(ARRAY[TRY_CAST("record"."source_ip_address" AS IPADDRESS)], "address" -> "address" BETWEEN IPADDRESS '203.0.113.50' AND IPADDRESS '203.0.113.50')))
GROUP BY 1
) AS "groups"
ORDER BY "recipientAccountId" ASC NULLS LAST

-- # intent-events-outside-allowed-regions
SELECT "record"."aws_region" AS "awsRegion", "record"."event_name" AS "eventName", "record"."user_identity_arn" AS "userIdentity.arn"
FROM (SELECT awsregion AS "aws_region", eventname AS "event_name", useridentity.arn AS "user_identity_arn", eventtime AS "event_time", errorcode AS "error_code", eventid AS "event_id" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."aws_region" NOT IN ('eu-west-1', 'us-east-1') AND "record"."error_code" IS NULL)
ORDER BY "record"."event_time" ASC NULLS LAST, "record"."event_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # intent-denials-by-vpc-endpoint
SELECT * FROM (
SELECT "record"."vpc_endpoint_id" AS "vpcEndpointId", "record"."error_code" AS "errorCode", count(*) AS "n", count(DISTINCT "record"."user_identity_account_id") AS "callers"
FROM (SELECT vpcendpointid AS "vpc_endpoint_id", errorcode AS "error_code", useridentity.accountid AS "user_identity_account_id", eventtime AS "event_time" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."event_time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND ("record"."vpc_endpoint_id" IS NOT NULL AND "record"."error_code" IN ('AccessDenied', 'VpceAccessDenied'))
GROUP BY 1, 2
) AS "groups"
ORDER BY "vpcEndpointId" ASC NULLS LAST, "errorCode" ASC NULLS LAST

-- # intent-top-objects-and-requesters-by-bytes
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", "record"."key" AS "key", "record"."requester" AS "requester", count(*) AS "n", sum(CAST("record"."bytes_sent" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'requester') AS "requester", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2, 3
) AS "groups"
WHERE "bytes" > 0
ORDER BY "bytes" DESC NULLS LAST, "bucket" ASC NULLS LAST, "key" ASC NULLS LAST, "requester" ASC NULLS LAST
LIMIT 3

-- # intent-buckets-that-need-acls
SELECT * FROM (
SELECT DISTINCT "record"."bucket" AS "bucket"
FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'aclRequired') AS "acl_required" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-24 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-02-24 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "record"."acl_required" = 'Yes'
) AS "rows"
ORDER BY "bucket" ASC NULLS LAST

-- # access-by-who-saw-it
SELECT * FROM (
SELECT "record"."seen_by" AS "seenBy", count(*) AS "n"
FROM (SELECT CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
GROUP BY 1
) AS "groups"
ORDER BY "seenBy" ASC NULLS LAST

-- # access-seen-by-logs-alone
SELECT "record"."time" AS "time", "record"."key" AS "key", "record"."log_operation" AS "log.operation", "record"."event_event_name" AS "event.eventName"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "log_operation" AS "log_operation", "event_event_name" AS "event_event_name", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_name" AS "event_event_name", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", eventjson AS "eventjson_text", eventname AS "event_name", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_name" AS "event_event_name", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", eventjson AS "eventjson_text", eventname AS "event_name", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'operation') AS "operation", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."seen_by" = 'access_logs'
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-seen-by-cloudtrail-alone
SELECT "record"."time" AS "time", "record"."request_id" AS "requestId", "record"."bucket" AS "bucket", "record"."key" AS "key", "record"."remote_ip" AS "remoteIp"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id", coalesce("log_bucket", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.bucketName')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.bucketName')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "bucket", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", coalesce("log_remote_ip", "event_source_ip_address") AS "remote_ip", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bucket" AS "log_bucket", "log"."key" AS "log_key", "log"."remote_ip" AS "log_remote_ip", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id", "event"."eventjson_text" AS "event_eventjson_text", "event"."source_ip_address" AS "event_source_ip_address" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventjson AS "eventjson_text", sourceipaddress AS "source_ip_address", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bucket" AS "log_bucket", "log"."key" AS "log_key", "log"."remote_ip" AS "log_remote_ip", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id", "event"."eventjson_text" AS "event_eventjson_text", "event"."source_ip_address" AS "event_source_ip_address" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventjson AS "eventjson_text", sourceipaddress AS "source_ip_address", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'remoteIp') AS "remote_ip" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."seen_by" = 'cloudtrail'
ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST, 5 ASC NULLS LAST

-- # access-many-to-many
SELECT "record"."request_id" AS "requestId", "record"."key" AS "key", "record"."log_operation" AS "log.operation", "record"."event_recipient_account_id" AS "event.recipientAccountId"
FROM (SELECT coalesce("log_request_id", "event_request_id") AS "request_id", coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "log_operation" AS "log_operation", "event_recipient_account_id" AS "event_recipient_account_id", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."eventjson_text" AS "event_eventjson_text", "event"."recipient_account_id" AS "event_recipient_account_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'operation') AS "operation", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT requestid AS "request_id", eventjson AS "eventjson_text", recipientaccountid AS "recipient_account_id", eventtime AS "event_time", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."key" AS "log_key", "log"."operation" AS "log_operation", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."eventjson_text" AS "event_eventjson_text", "event"."recipient_account_id" AS "event_recipient_account_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT requestid AS "request_id", eventjson AS "eventjson_text", recipientaccountid AS "recipient_account_id", eventtime AS "event_time", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'operation') AS "operation", eventtime AS "time" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."request_id" IN ('Q1', 'Q3')
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-across-midnight
SELECT "record"."time" AS "time", "record"."seen_by" AS "seenBy", "record"."event_event_time" AS "event.eventTime", "record"."log_total_time_ms" AS "ms"
FROM (SELECT coalesce("log_time", "event_event_time") AS "time", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", "event_event_time" AS "event_event_time", "log_total_time_ms" AS "log_total_time_ms", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."total_time_ms" AS "log_total_time_ms", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-28 23:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') WHERE "time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "time" < TIMESTAMP '2026-03-03 00:00:00.000') AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-28 23:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') WHERE "event_time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."time" AS "log_time", "log"."total_time_ms" AS "log_total_time_ms", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-28 23:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') WHERE "event_time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventtime AS "time", TRY_CAST(element_at(eventdata.additionaleventdata, 'totalTimeMs') AS BIGINT) AS "total_time_ms", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-28 23:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 00:00:00.000') WHERE "time" >= TIMESTAMP '2026-02-28 23:00:00.000' AND "time" < TIMESTAMP '2026-03-03 00:00:00.000') AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 23:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-02 00:00:00.000'
ORDER BY 1 ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-after-midnight
SELECT "record"."request_id" AS "requestId", "record"."seen_by" AS "seenBy"
FROM (SELECT coalesce("log_request_id", "event_request_id") AS "request_id", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_time", "event_event_time") AS "time" FROM (SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 11:30:00.000') WHERE "time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "time" < TIMESTAMP '2026-03-03 11:30:00.000') AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT requestid AS "request_id", eventtime AS "event_time", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 11:30:00.000') WHERE "event_time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 11:30:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."request_id" AS "log_request_id", "log"."time" AS "log_time", "event"."seen" AS "event_seen", "event"."request_id" AS "event_request_id", "event"."event_time" AS "event_event_time" FROM (SELECT *, TRUE AS "seen" FROM (SELECT requestid AS "request_id", eventtime AS "event_time", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-03-01 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 11:30:00.000') WHERE "event_time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-03 11:30:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", eventtime AS "time", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-03-01 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-03 11:30:00.000') WHERE "time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "time" < TIMESTAMP '2026-03-03 11:30:00.000') AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-02 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-02 11:30:00.000'
ORDER BY "record"."time" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST

-- # access-denied-by-either
SELECT "record"."key" AS "key", "record"."error_code" AS "errorCode", "record"."log_http_status" AS "log.httpStatus", "record"."event_error_message" AS "event.errorMessage"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", coalesce("log_error_code", "event_error_code") AS "error_code", "log_http_status" AS "log_http_status", "event_error_message" AS "event_error_message", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."error_code" AS "log_error_code", "log"."http_status" AS "log_http_status", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."error_code" AS "event_error_code", "event"."error_message" AS "event_error_message", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'errorCode') AS "error_code", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", errorcode AS "error_code", errormessage AS "error_message", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."error_code" AS "log_error_code", "log"."http_status" AS "log_http_status", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."error_code" AS "event_error_code", "event"."error_message" AS "event_error_message", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", errorcode AS "error_code", errormessage AS "error_message", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", element_at(eventdata.additionaleventdata, 'errorCode') AS "error_code", TRY_CAST(element_at(eventdata.additionaleventdata, 'httpStatus') AS BIGINT) AS "http_status", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."error_code" IS NOT NULL
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST, 4 ASC NULLS LAST

-- # access-by-paths-and-lists-of-the-event
SELECT "record"."key" AS "key", transform(ARRAY[json_extract_scalar("record"."event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("record"."event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1] AS "event.requestParameters.key", element_at("record"."event_resources", 1)."type" AS "event.resources[0].type"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "event_eventjson_text" AS "event_eventjson_text", "event_resources" AS "event_resources", coalesce("log_time", "event_event_time") AS "time", "event_request_parameters_members" AS "event_request_parameters_members", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."resources" AS "event_resources", "event"."event_time" AS "event_event_time", "event"."request_parameters_members" AS "event_request_parameters_members", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", resources AS "resources", eventtime AS "event_time", requestparameters AS "request_parameters_members", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."resources" AS "event_resources", "event"."event_time" AS "event_event_time", "event"."request_parameters_members" AS "event_request_parameters_members", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", resources AS "resources", eventtime AS "event_time", requestparameters AS "request_parameters_members", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE (element_at("record"."event_request_parameters_members", 'bucketName') = 'payroll' AND any_match("record"."event_resources", "element1" -> "element1"."ARN" LIKE '%/h' ESCAPE '\'))
ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, 1 ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # access-coverage-by-day
SELECT * FROM (
SELECT "record"."bucket" AS "bucket", CAST(from_unixtime((date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") - (date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', "record"."time") % 86400000 + 86400000) % 86400000) / 1000E0) AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS "day", count(*) AS "n", count(*) FILTER (WHERE "record"."seen_by" = 'cloudtrail') AS "unlogged", count(*) FILTER (WHERE "record"."seen_by" = 'access_logs') AS "unrecorded", count(DISTINCT "record"."request_id") AS "requests", sum(CAST("record"."log_bytes_sent" AS DECIMAL(38, 0))) AS "bytes"
FROM (SELECT coalesce("log_bucket", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.bucketName')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.bucketName')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "bucket", coalesce("log_time", "event_event_time") AS "time", CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", coalesce("log_request_id", "event_request_id") AS "request_id", "log_bytes_sent" AS "log_bytes_sent" FROM (SELECT "log"."seen" AS "log_seen", "log"."bucket" AS "log_bucket", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bytes_sent" AS "log_bytes_sent", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-28 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-04 00:00:00.000') WHERE "time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "time" < TIMESTAMP '2026-03-04 00:00:00.000') AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-28 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-04 00:00:00.000') WHERE "event_time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-04 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."bucket" AS "log_bucket", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."bytes_sent" AS "log_bytes_sent", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001 WHERE eventtime >= TIMESTAMP '2026-02-28 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-04 00:00:00.000') WHERE "event_time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "event_time" < TIMESTAMP '2026-03-04 00:00:00.000' AND "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'bucket') AS "bucket", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", TRY_CAST(element_at(eventdata.additionaleventdata, 'bytesSent') AS BIGINT) AS "bytes_sent", element_at(eventdata.additionaleventdata, 'key') AS "key" FROM 0a1b2c3d-0000-4000-8000-000000000003 WHERE eventtime >= TIMESTAMP '2026-02-28 00:00:00.000' AND eventtime < TIMESTAMP '2026-03-04 00:00:00.000') WHERE "time" >= TIMESTAMP '2026-02-28 00:00:00.000' AND "time" < TIMESTAMP '2026-03-04 00:00:00.000') AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
WHERE "record"."time" >= TIMESTAMP '2026-03-01 00:00:00.000' AND "record"."time" < TIMESTAMP '2026-03-03 00:00:00.000'
GROUP BY 1, 2
) AS "groups"
ORDER BY "bucket" ASC NULLS LAST, "day" ASC NULLS LAST

-- # access-joined-to-events
SELECT "record"."event_id" AS "eventID", "joined"."seen_by" AS "access.seenBy", "joined"."log_key" AS "access.log.key"
FROM (SELECT eventid AS "event_id", eventtime AS "event_time", recipientaccountid AS "recipient_account_id" FROM 0a1b2c3d-0000-4000-8000-000000000001) AS "record"
LEFT JOIN (
SELECT * FROM (SELECT CASE WHEN "log_seen" AND "event_seen" THEN 'both' WHEN "log_seen" THEN 'access_logs' ELSE 'cloudtrail' END AS "seen_by", "log_key" AS "log_key", "event_event_id" AS "event_event_id", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_id" AS "event_event_id", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventid AS "event_id", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "event"."seen" AS "event_seen", "event"."event_id" AS "event_event_id", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventid AS "event_id", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "joined"
) AS "joined" ON "record"."event_id" = "joined"."event_event_id"
WHERE "record"."recipient_account_id" IS NULL
ORDER BY "record"."event_time" ASC NULLS LAST, 1 ASC NULLS LAST, "joined"."time" ASC NULLS LAST, "joined"."request_id" ASC NULLS LAST, 2 ASC NULLS LAST, 3 ASC NULLS LAST

-- # access-latest-of-a-key
SELECT * FROM (
SELECT "record"."key" AS "key", element_at(array_agg("record"."event_event_name" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."event_event_name" ASC) FILTER (WHERE "record"."event_event_name" IS NOT NULL), -1) AS "last", element_at(array_agg("record"."log_operation" ORDER BY "record"."time" ASC NULLS LAST, "record"."request_id" ASC NULLS LAST, "record"."log_operation" ASC) FILTER (WHERE "record"."log_operation" IS NOT NULL), 1) AS "first"
FROM (SELECT coalesce("log_key", transform(ARRAY[json_extract_scalar("event_eventjson_text", '$.requestParameters.key')], "text" -> CASE WHEN regexp_like("text", '\A-?(0|[1-9][0-9]*)([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)\z|\A-0\z') AND substr(json_format(json_extract("event_eventjson_text", '$.requestParameters.key')), 1, 1) <> '"' THEN CASE "text" WHEN '-0' THEN '0' ELSE transform(ARRAY[CAST("text" AS DOUBLE)], "number" -> CASE WHEN "number" = 0E0 OR abs("number") >= 1E-6 AND abs("number") < 1E21 THEN regexp_replace(format('%.25f', "number"), '([.][0-9]+?)0*$', '$1') ELSE replace(lower(replace(format('%s', "number"), '.0E', 'E')), '4.9e-324', '5e-324') END)[1] END ELSE "text" END)[1]) AS "key", "event_event_name" AS "event_event_name", coalesce("log_time", "event_event_time") AS "time", coalesce("log_request_id", "event_request_id") AS "request_id", "log_operation" AS "log_operation" FROM (SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."operation" AS "log_operation", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_name" AS "event_event_name", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'operation') AS "operation" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", eventname AS "event_name", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" ON "log"."request_id" = "event"."request_id" WHERE "log"."key" IS NOT NULL OR "event"."seen"
UNION ALL
SELECT "log"."seen" AS "log_seen", "log"."key" AS "log_key", "log"."time" AS "log_time", "log"."request_id" AS "log_request_id", "log"."operation" AS "log_operation", "event"."seen" AS "event_seen", "event"."eventjson_text" AS "event_eventjson_text", "event"."event_name" AS "event_event_name", "event"."event_time" AS "event_event_time", "event"."request_id" AS "event_request_id" FROM (SELECT *, TRUE AS "seen" FROM (SELECT eventjson AS "eventjson_text", eventname AS "event_name", eventtime AS "event_time", requestid AS "request_id", eventsource AS "event_source", eventcategory AS "event_category" FROM 0a1b2c3d-0000-4000-8000-000000000001) WHERE "event_source" = 's3.amazonaws.com' AND "event_category" = 'Data') AS "event" LEFT JOIN (SELECT *, TRUE AS "seen" FROM (SELECT element_at(eventdata.additionaleventdata, 'key') AS "key", eventtime AS "time", element_at(eventdata.additionaleventdata, 'requestId') AS "request_id", element_at(eventdata.additionaleventdata, 'operation') AS "operation" FROM 0a1b2c3d-0000-4000-8000-000000000003)) AS "log" ON "log"."request_id" = "event"."request_id" WHERE "log"."seen" IS NULL)) AS "record"
GROUP BY 1
) AS "groups"
WHERE "key" IN ('a', 'h')
ORDER BY "key" ASC NULLS LAST

-- # every-field-of-access
-- CloudTrail Lake cannot answer `otherFields`: an event's unknown members stand among the known ones; name one of them, as in `otherFields.member`

-- # flow-top-transfers
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # flow-bytes-from-a-network
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # flow-by-protocol
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # flow-rejected
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # flow-a-dash-is-null
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # flow-by-hour
-- CloudTrail Lake cannot answer `vpc_flow`: no event data store holds it

-- # dns-by-type-over-time
-- CloudTrail Lake cannot answer `route53_query`: no event data store holds it

-- # dns-top-resolvers
-- CloudTrail Lake cannot answer `route53_query`: no event data store holds it

-- # dns-failures
-- CloudTrail Lake cannot answer `route53_query`: no event data store holds it

-- # dns-with-client-subnet
-- CloudTrail Lake cannot answer `route53_query`: no event data store holds it

-- # lambda-memory-to-spare
-- CloudTrail Lake cannot answer `lambda_log`: no event data store holds it

-- # lambda-slow-invocations
-- CloudTrail Lake cannot answer `lambda_log`: no event data store holds it

-- # lambda-cold-starts
-- CloudTrail Lake cannot answer `lambda_log`: no event data store holds it

-- # lambda-what-a-function-logged
-- CloudTrail Lake cannot answer `lambda_log`: no event data store holds it

-- # json-errors-by-path
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it

-- # json-a-number-by-size
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it

-- # json-null-is-missing
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it

-- # json-a-place-in-a-list
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it

-- # json-a-key-that-needs-quotes
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it

-- # json-a-value-that-needs-quotes
-- CloudTrail Lake cannot answer `json_log`: no event data store holds it
