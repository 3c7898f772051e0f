/** Why a sign-in with a provider ended without a session; the sign-in page says it in words. */
const sentences = {
  down: (name: string) =>
    `${name} does not answer right now. Try again in a minute, or use another way to sign in.`,
  denied: (name: string) => `${name} did not confirm who you are. Try again.`,
  expired: () => 'This sign-in was started too long ago, or in another window. Start it again here.',
  invalid: (name: string) =>
    `The answer of ${name} could not be trusted, so nobody was signed in. Ask an administrator; the server’s log says why.`,
  no_email: (name: string) =>
    `${name} gave no verified e-mail address, which a new account needs. Ask an administrator.`,
  email_taken: (name: string) =>
    `Somebody here has your e-mail address already. Sign in the way you did before; an administrator can allow ${name} for existing accounts.`,
  no_account: () => 'You have no account here yet. Ask an administrator to add you.',
  no_role: (name: string) =>
    `None of your groups at ${name} may use this Hakim. Ask an administrator to add you to one.`,
  disabled: () => 'Your account is disabled. Ask an administrator to enable it.',
} as const

export type SsoRefusal = keyof typeof sentences

const isRefusal = (code: unknown): code is SsoRefusal =>
  typeof code === 'string' && Object.hasOwn(sentences, code)

/** The sentence for a code from the address bar; null for anything that is not one. */
export const refusalSentence = (code: unknown, providerName: string): string | null =>
  isRefusal(code) ? sentences[code](providerName) : null
