-- # store of cloudtrail
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_fresh` (
  `event_time` timestamp,
  `event_version` string,
  `user_identity` struct<type:string,principal_id:string,arn:string,account_id:string,access_key_id:string,user_name:string,invoked_by:string,invoked_by_delegate:struct<account_id:string>,session_context:struct<session_issuer:struct<type:string,user_name:string,principal_id:string,arn:string,account_id:string>,web_id_federation_data:struct<federated_provider:string,attributes:string>,attributes:struct<creation_date:timestamp,mfa_authenticated:string>,source_identity:string,ec2_role_delivery:string,ec2_issued_in_vpc:string,assumed_root:string>,on_behalf_of:struct<user_id:string,identity_store_arn:string>,in_scope_of:struct<source_arn:string,source_account:string,issuer_type:string,credentials_issued_to:string>,credential_id:string,identity_provider:string>,
  `event_source` string,
  `event_name` string,
  `aws_region` string,
  `source_ip_address` string,
  `user_agent` string,
  `error_code` string,
  `error_message` string,
  `request_parameters` string,
  `response_elements` string,
  `additional_event_data` string,
  `request_id` string,
  `event_id` string,
  `event_type` string,
  `api_version` string,
  `management_event` boolean,
  `read_only` boolean,
  `resources` array<struct<arn:string,arnprefix:string,accountid:string,type:string>>,
  `recipient_account_id` string,
  `service_event_details` string,
  `shared_event_id` string,
  `vpc_endpoint_id` string,
  `vpc_endpoint_account_id` string,
  `event_category` string,
  `addendum` struct<reason:string,updated_fields:string,original_request_id:string,original_event_id:string>,
  `session_credential_from_console` string,
  `event_context` string,
  `edge_device_details` string,
  `tls_details` struct<tls_version:string,cipher_suite:string,client_provided_host_header:string>,
  `other_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint
)
PARTITIONED BY (`ingest_hour` string)
STORED AS PARQUET
LOCATION 's3://amzn-s3-demo-bucket/store/cloudtrail/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.ingest_hour.type' = 'date',
  'projection.ingest_hour.format' = 'yyyy-MM-dd\'T\'HH',
  'projection.ingest_hour.range' = '2024-01-01T00,NOW',
  'projection.ingest_hour.interval' = '1',
  'projection.ingest_hour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/cloudtrail/ingest_hour=${ingest_hour}/'
);

CREATE TABLE IF NOT EXISTS `trailkeep`.`cloudtrail` (
  `event_time` timestamp,
  `event_version` string,
  `user_identity` struct<type:string,principal_id:string,arn:string,account_id:string,access_key_id:string,user_name:string,invoked_by:string,invoked_by_delegate:struct<account_id:string>,session_context:struct<session_issuer:struct<type:string,user_name:string,principal_id:string,arn:string,account_id:string>,web_id_federation_data:struct<federated_provider:string,attributes:string>,attributes:struct<creation_date:timestamp,mfa_authenticated:string>,source_identity:string,ec2_role_delivery:string,ec2_issued_in_vpc:string,assumed_root:string>,on_behalf_of:struct<user_id:string,identity_store_arn:string>,in_scope_of:struct<source_arn:string,source_account:string,issuer_type:string,credentials_issued_to:string>,credential_id:string,identity_provider:string>,
  `event_source` string,
  `event_name` string,
  `aws_region` string,
  `source_ip_address` string,
  `user_agent` string,
  `error_code` string,
  `error_message` string,
  `request_parameters` string,
  `response_elements` string,
  `additional_event_data` string,
  `request_id` string,
  `event_id` string,
  `event_type` string,
  `api_version` string,
  `management_event` boolean,
  `read_only` boolean,
  `resources` array<struct<arn:string,arnprefix:string,accountid:string,type:string>>,
  `recipient_account_id` string,
  `service_event_details` string,
  `shared_event_id` string,
  `vpc_endpoint_id` string,
  `vpc_endpoint_account_id` string,
  `event_category` string,
  `addendum` struct<reason:string,updated_fields:string,original_request_id:string,original_event_id:string>,
  `session_credential_from_console` string,
  `event_context` string,
  `edge_device_details` string,
  `tls_details` struct<tls_version:string,cipher_suite:string,client_provided_host_header:string>,
  `other_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint,
  `ingest_hour` string,
  `day` date
)
PARTITIONED BY (`day`)
LOCATION 's3://amzn-s3-demo-bucket/store/archive/cloudtrail/'
TBLPROPERTIES (
  'table_type' = 'ICEBERG',
  'format' = 'parquet',
  'write_compression' = 'zstd',
  'optimize_rewrite_data_file_threshold' = '1',
  'optimize_rewrite_delete_file_threshold' = '1'
);

-- # store of cloudtrail_insights
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_insights_fresh` (
  `event_time` timestamp,
  `event_version` string,
  `aws_region` string,
  `event_id` string,
  `event_type` string,
  `recipient_account_id` string,
  `shared_event_id` string,
  `event_category` string,
  `addendum` struct<reason:string,updated_fields:string,original_request_id:string,original_event_id:string>,
  `insight_details` struct<state:string,event_source:string,event_name:string,insight_type:string,error_code:string,insight_context:struct<statistics:struct<baseline:struct<average:double>,insight:struct<average:double>,insight_duration:bigint,baseline_duration:bigint>,attributions:string>>,
  `other_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint
)
PARTITIONED BY (`ingest_hour` string)
STORED AS PARQUET
LOCATION 's3://amzn-s3-demo-bucket/store/cloudtrail_insights/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.ingest_hour.type' = 'date',
  'projection.ingest_hour.format' = 'yyyy-MM-dd\'T\'HH',
  'projection.ingest_hour.range' = '2024-01-01T00,NOW',
  'projection.ingest_hour.interval' = '1',
  'projection.ingest_hour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/cloudtrail_insights/ingest_hour=${ingest_hour}/'
);

CREATE TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_insights` (
  `event_time` timestamp,
  `event_version` string,
  `aws_region` string,
  `event_id` string,
  `event_type` string,
  `recipient_account_id` string,
  `shared_event_id` string,
  `event_category` string,
  `addendum` struct<reason:string,updated_fields:string,original_request_id:string,original_event_id:string>,
  `insight_details` struct<state:string,event_source:string,event_name:string,insight_type:string,error_code:string,insight_context:struct<statistics:struct<baseline:struct<average:double>,insight:struct<average:double>,insight_duration:bigint,baseline_duration:bigint>,attributions:string>>,
  `other_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint,
  `ingest_hour` string,
  `day` date
)
PARTITIONED BY (`day`)
LOCATION 's3://amzn-s3-demo-bucket/store/archive/cloudtrail_insights/'
TBLPROPERTIES (
  'table_type' = 'ICEBERG',
  'format' = 'parquet',
  'write_compression' = 'zstd',
  'optimize_rewrite_data_file_threshold' = '1',
  'optimize_rewrite_delete_file_threshold' = '1'
);

-- # store of s3_access
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`s3_access_fresh` (
  `bucket_owner` string,
  `bucket` string,
  `time` timestamp,
  `remote_ip` string,
  `requester` string,
  `request_id` string,
  `operation` string,
  `key` string,
  `key_raw` string,
  `request_uri` string,
  `http_status` bigint,
  `error_code` string,
  `bytes_sent` bigint,
  `object_size` bigint,
  `total_time_ms` bigint,
  `turn_around_time_ms` bigint,
  `referrer` string,
  `user_agent` string,
  `version_id` string,
  `host_id` string,
  `signature_version` string,
  `cipher_suite` string,
  `authentication_type` string,
  `host_header` string,
  `tls_version` string,
  `access_point_arn` string,
  `acl_required` string,
  `source_region` string,
  `additional_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint
)
PARTITIONED BY (`ingest_hour` string)
STORED AS PARQUET
LOCATION 's3://amzn-s3-demo-bucket/store/s3_access/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.ingest_hour.type' = 'date',
  'projection.ingest_hour.format' = 'yyyy-MM-dd\'T\'HH',
  'projection.ingest_hour.range' = '2024-01-01T00,NOW',
  'projection.ingest_hour.interval' = '1',
  'projection.ingest_hour.interval.unit' = 'HOURS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/s3_access/ingest_hour=${ingest_hour}/'
);

CREATE TABLE IF NOT EXISTS `trailkeep`.`s3_access` (
  `bucket_owner` string,
  `bucket` string,
  `time` timestamp,
  `remote_ip` string,
  `requester` string,
  `request_id` string,
  `operation` string,
  `key` string,
  `key_raw` string,
  `request_uri` string,
  `http_status` bigint,
  `error_code` string,
  `bytes_sent` bigint,
  `object_size` bigint,
  `total_time_ms` bigint,
  `turn_around_time_ms` bigint,
  `referrer` string,
  `user_agent` string,
  `version_id` string,
  `host_id` string,
  `signature_version` string,
  `cipher_suite` string,
  `authentication_type` string,
  `host_header` string,
  `tls_version` string,
  `access_point_arn` string,
  `acl_required` string,
  `source_region` string,
  `additional_fields` string,
  `raw` string,
  `record_id` string,
  `input_object` string,
  `input_position` bigint,
  `ingest_hour` string,
  `day` date
)
PARTITIONED BY (`day`)
LOCATION 's3://amzn-s3-demo-bucket/store/archive/s3_access/'
TBLPROPERTIES (
  'table_type' = 'ICEBERG',
  'format' = 'parquet',
  'write_compression' = 'zstd',
  'optimize_rewrite_data_file_threshold' = '1',
  'optimize_rewrite_delete_file_threshold' = '1'
);

-- # raw CloudTrail of one account
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_raw` (
  `eventversion` string,
  `useridentity` struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>,
  `eventtime` string,
  `eventsource` string,
  `eventname` string,
  `awsregion` string,
  `sourceipaddress` string,
  `useragent` string,
  `errorcode` string,
  `errormessage` string,
  `requestparameters` string,
  `responseelements` string,
  `additionaleventdata` string,
  `requestid` string,
  `eventid` string,
  `readonly` string,
  `resources` array<struct<arn:string,accountid:string,type:string>>,
  `eventtype` string,
  `apiversion` string,
  `recipientaccountid` string,
  `serviceeventdetails` string,
  `sharedeventid` string,
  `vpcendpointid` string,
  `vpcendpointaccountid` string,
  `eventcategory` string,
  `addendum` struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>,
  `sessioncredentialfromconsole` string,
  `edgedevicedetails` string,
  `tlsdetails` struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>
)
PARTITIONED BY (
  `region` string,
  `timestamp` string
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/store/AWSLogs/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.region.type' = 'enum',
  'projection.region.values' = 'eu-west-1,us-east-1',
  'projection.timestamp.type' = 'date',
  'projection.timestamp.format' = 'yyyy/MM/dd',
  'projection.timestamp.range' = '2024/01/01,NOW',
  'projection.timestamp.interval' = '1',
  'projection.timestamp.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/AWSLogs/111122223333/CloudTrail/${region}/${timestamp}'
);

-- # raw CloudTrail of an organization's accounts
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_raw` (
  `eventversion` string,
  `useridentity` struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>,
  `eventtime` string,
  `eventsource` string,
  `eventname` string,
  `awsregion` string,
  `sourceipaddress` string,
  `useragent` string,
  `errorcode` string,
  `errormessage` string,
  `requestparameters` string,
  `responseelements` string,
  `additionaleventdata` string,
  `requestid` string,
  `eventid` string,
  `readonly` string,
  `resources` array<struct<arn:string,accountid:string,type:string>>,
  `eventtype` string,
  `apiversion` string,
  `recipientaccountid` string,
  `serviceeventdetails` string,
  `sharedeventid` string,
  `vpcendpointid` string,
  `vpcendpointaccountid` string,
  `eventcategory` string,
  `addendum` struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>,
  `sessioncredentialfromconsole` string,
  `edgedevicedetails` string,
  `tlsdetails` struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>
)
PARTITIONED BY (
  `account` string,
  `region` string,
  `timestamp` string
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/store/AWSLogs/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.account.type' = 'enum',
  'projection.account.values' = '111122223333,444455556666',
  'projection.region.type' = 'enum',
  'projection.region.values' = 'eu-west-1,us-east-1',
  'projection.timestamp.type' = 'date',
  'projection.timestamp.format' = 'yyyy/MM/dd',
  'projection.timestamp.range' = '2024/01/01,NOW',
  'projection.timestamp.interval' = '1',
  'projection.timestamp.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/AWSLogs/o-exampleorgid/${account}/CloudTrail/${region}/${timestamp}'
);

-- # raw CloudTrail of an organization
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`cloudtrail_raw` (
  `eventversion` string,
  `useridentity` struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>,
  `eventtime` string,
  `eventsource` string,
  `eventname` string,
  `awsregion` string,
  `sourceipaddress` string,
  `useragent` string,
  `errorcode` string,
  `errormessage` string,
  `requestparameters` string,
  `responseelements` string,
  `additionaleventdata` string,
  `requestid` string,
  `eventid` string,
  `readonly` string,
  `resources` array<struct<arn:string,accountid:string,type:string>>,
  `eventtype` string,
  `apiversion` string,
  `recipientaccountid` string,
  `serviceeventdetails` string,
  `sharedeventid` string,
  `vpcendpointid` string,
  `vpcendpointaccountid` string,
  `eventcategory` string,
  `addendum` struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>,
  `sessioncredentialfromconsole` string,
  `edgedevicedetails` string,
  `tlsdetails` struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>
)
PARTITIONED BY (
  `account` string,
  `region` string,
  `timestamp` string
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/store/AWSLogs/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.account.type' = 'injected',
  'projection.region.type' = 'enum',
  'projection.region.values' = 'eu-west-1,us-east-1',
  'projection.timestamp.type' = 'date',
  'projection.timestamp.format' = 'yyyy/MM/dd',
  'projection.timestamp.range' = '2024/01/01,NOW',
  'projection.timestamp.interval' = '1',
  'projection.timestamp.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/AWSLogs/o-exampleorgid/${account}/CloudTrail/${region}/${timestamp}'
);

-- # raw access logs by day
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`s3_access_raw` (
  `bucketowner` string,
  `bucket_name` string,
  `requestdatetime` string,
  `remoteip` string,
  `requester` string,
  `requestid` string,
  `operation` string,
  `key` string,
  `request_uri` string,
  `httpstatus` string,
  `errorcode` string,
  `bytessent` string,
  `objectsize` string,
  `totaltime` string,
  `turnaroundtime` string,
  `referrer` string,
  `useragent` string,
  `versionid` string,
  `hostid` string,
  `sigv` string,
  `ciphersuite` string,
  `authtype` string,
  `endpoint` string,
  `tlsversion` string,
  `accesspointarn` string,
  `aclrequired` string,
  `sourceregion` string
)
PARTITIONED BY (`timestamp` string)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
  'input.regex' = '([^ ]*) ([^ ]*) \\[(.*?)\\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) ("[^"]*"|-) ([^ ]*)(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?.*$'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/store/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.timestamp.type' = 'date',
  'projection.timestamp.format' = 'yyyy/MM/dd',
  'projection.timestamp.range' = '2024/01/01,NOW',
  'projection.timestamp.interval' = '1',
  'projection.timestamp.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://amzn-s3-demo-bucket/store/${timestamp}'
);

-- # raw access logs in one folder
CREATE EXTERNAL TABLE IF NOT EXISTS `trailkeep`.`s3_access_raw` (
  `bucketowner` string,
  `bucket_name` string,
  `requestdatetime` string,
  `remoteip` string,
  `requester` string,
  `requestid` string,
  `operation` string,
  `key` string,
  `request_uri` string,
  `httpstatus` string,
  `errorcode` string,
  `bytessent` string,
  `objectsize` string,
  `totaltime` string,
  `turnaroundtime` string,
  `referrer` string,
  `useragent` string,
  `versionid` string,
  `hostid` string,
  `sigv` string,
  `ciphersuite` string,
  `authtype` string,
  `endpoint` string,
  `tlsversion` string,
  `accesspointarn` string,
  `aclrequired` string,
  `sourceregion` string
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
  'input.regex' = '([^ ]*) ([^ ]*) \\[(.*?)\\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) ("[^"]*"|-) ([^ ]*)(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?(?: ([^ ]*))?.*$'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/store/';
