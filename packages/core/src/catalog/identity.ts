import { json, string, timestamp } from "./field.ts";

/**
 * The `userIdentity` element of a CloudTrail record, one leaf a field.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const userIdentity = {
  "userIdentity.type": string(
    "Kind of identity: Root, IAMUser, AssumedRole, Role, FederatedUser, AWSAccount, AWSService, IdentityCenterUser, ...",
  ),
  "userIdentity.principalId": string("Unique identifier of the principal."),
  "userIdentity.arn": string("ARN of the principal that made the call."),
  "userIdentity.accountId": string("Account that owns the principal."),
  "userIdentity.accessKeyId": string("Access key id that signed the request; may be empty."),
  "userIdentity.userName": string("Friendly name of the identity."),
  "userIdentity.invokedBy": string("AWS service that made the request on the principal's behalf."),
  "userIdentity.invokedByDelegate.accountId": string(
    "Account of the partner or service that was delegated the request.",
  ),
  "userIdentity.sessionContext.sessionIssuer.type": string(
    "Where the temporary credentials came from: Root, IAMUser, Role.",
  ),
  "userIdentity.sessionContext.sessionIssuer.userName": string(
    "Friendly name of the user or role that issued the session.",
  ),
  "userIdentity.sessionContext.sessionIssuer.principalId": string("Internal id of the entity that issued the session."),
  "userIdentity.sessionContext.sessionIssuer.arn": string("ARN of the entity that issued the session."),
  "userIdentity.sessionContext.sessionIssuer.accountId": string("Account of the entity that issued the session."),
  "userIdentity.sessionContext.webIdFederationData.federatedProvider": string(
    "Identity provider of a web identity session.",
  ),
  "userIdentity.sessionContext.webIdFederationData.attributes": json(
    "Application and user id that the provider reported.",
  ),
  "userIdentity.sessionContext.attributes.creationDate": timestamp("When the temporary credentials were issued."),
  "userIdentity.sessionContext.attributes.mfaAuthenticated": string(
    "`true` if the session's credentials were obtained with MFA.",
  ),
  "userIdentity.sessionContext.sourceIdentity": string("Source identity set when the role was assumed."),
  "userIdentity.sessionContext.ec2RoleDelivery": string(
    "Instance metadata service version that delivered the credentials: 1.0 or 2.0.",
  ),
  "userIdentity.sessionContext.ec2IssuedInVpc": string("VPC in which the instance credentials were issued."),
  "userIdentity.sessionContext.assumedRoot": string("`true` if the session was obtained by AssumeRoot."),
  "userIdentity.onBehalfOf.userId": string("IAM Identity Center user on whose behalf the call was made."),
  "userIdentity.onBehalfOf.identityStoreArn": string("Identity store of that user."),
  "userIdentity.inScopeOf.sourceArn": string("Resource in whose scope a service made the request."),
  "userIdentity.inScopeOf.sourceAccount": string("Owner of that resource."),
  "userIdentity.inScopeOf.issuerType": string("Kind of resource that issued the credentials."),
  "userIdentity.inScopeOf.credentialsIssuedTo": string("Resource to which the credentials were issued."),
  "userIdentity.credentialId": string("Credential of an IAM Identity Center request."),
  "userIdentity.identityProvider": string("Principal name of the external identity provider (SAML, web identity)."),
} as const;
