export interface RoleFlags {
  readonly role?: string | undefined;
  readonly externalId?: string | undefined;
}

/** The role that a command was told to work with, as the clients of AWS take it. */
export function roleOf({ role, externalId }: RoleFlags) {
  if (role === undefined) return undefined;
  return { roleArn: role, ...(externalId === undefined ? {} : { externalId }) };
}
