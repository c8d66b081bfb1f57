import type { Call } from "./event.ts";

/** How someone came, or did not come, into the console. */
export interface SignIn {
  readonly region: string;
  readonly success: boolean;
  readonly mfa: boolean;
}

/**
 * A sign-in to the console.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function consoleLogin({ region, success, mfa }: SignIn): Call {
  const call: Call = {
    service: "signin",
    name: "ConsoleLogin",
    readOnly: false,
    eventType: "AwsConsoleSignIn",
    parametersJson: "null",
    responseJson: `{"ConsoleLogin":"${success ? "Success" : "Failure"}"}`,
    additionalJson: `{"LoginTo":"https://console.aws.amazon.com/console/home?region=${region}","MobileVersion":"No","MFAUsed":"${mfa ? "Yes" : "No"}"}`,
    host: `${region}.signin.aws.amazon.com`,
  };
  return success ? call : { ...call, errorMessage: "Failed authentication" };
}
