/** What a token can be limited to; lib/people/domain/scopes.ts lists what each allows. */
export const scopes = ['read', 'report', 'jobs', 'decide', 'admin'] as const
export type Scope = (typeof scopes)[number]
