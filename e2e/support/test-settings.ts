/** `E2E_PORT` lets several checkouts test on one machine at the same time. */
export const EMULATOR_PORT = Number(process.env.E2E_PORT || 4700)
export const CONSOLE_PORT = EMULATOR_PORT + 1
export const consoleUrl = `http://localhost:${CONSOLE_PORT}`
export const emulatorUrl = `http://127.0.0.1:${EMULATOR_PORT}`

export const WEBHOOK_TOKEN = 'browser-tests-webhook-token'

/** The app that the console and the emulator share. The secret is not a real one. */
export const liveServiceSettings = {
  LIVE_ENGINE_SDK_APP_ID: '1400000003',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
  LIVE_ENGINE_SECRET_KEY: 'browser-tests-secret-key-not-a-real-one-0123456789abcdef',
}

/** The first administrator. Every person whom the tests add has the same password. */
export const authSettings = {
  AUTH_SECRET: 'browser-tests-secret-not-a-real-one-0123456789',
  ADMIN_EMAIL: 'first@example.com',
  ADMIN_PASSWORD: 'browser-tests-password',
}
