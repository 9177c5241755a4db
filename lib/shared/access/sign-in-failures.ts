/** Reasons why single sign-on ended without a session; values of `?error=` of the sign-in page. */
const signInFailures = ['unknown', 'disabled', 'no-role', 'linked', 'other'] as const
export type SignInFailure = (typeof signInFailures)[number]

/** Null without an error; unknown values count as `other`. */
export function parseSignInFailure(error: unknown): SignInFailure | null {
  if (typeof error !== 'string' || error === '') return null
  return signInFailures.find((failure) => failure === error) ?? 'other'
}
