/** Ways in which single sign-on can end without a session, as `?error=` of the sign-in page names them. */
export const signInFailures = ['unknown', 'disabled', 'no-role', 'other'] as const
export type SignInFailure = (typeof signInFailures)[number]

/** Null without an error; a word that we do not know is `other`. */
export function signInFailureOf(error: unknown): SignInFailure | null {
  if (typeof error !== 'string' || error === '') return null
  return signInFailures.find((failure) => failure === error) ?? 'other'
}
