import 'server-only'

/** The app that the emulator serves by default. These values are made up and may be printed. */
export const demoApp = {
  sdkAppId: 1_400_000_001,
  identifier: 'administrator',
  secretKey: 'demo-secret-key-of-an-emulator-not-a-real-one-0123456789abcdef00',
} as const
