import 'server-only'

/** The one app the emulator knows unless told otherwise. Everything here is made up and may be printed. */
export const demoApp = {
  sdkAppId: 1_400_000_001,
  identifier: 'administrator',
  secretKey: 'demo-secret-key-of-an-emulator-not-a-real-one-0123456789abcdef00',
} as const
