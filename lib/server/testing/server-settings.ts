import 'server-only'

/** Settings that a server needs besides its store. */
export const SERVER_SETTINGS = {
  LIVE_ENGINE_REGION: 'china',
  LIVE_ENGINE_SDK_APP_ID: '1400000001',
  LIVE_ENGINE_SECRET_KEY: 'not-a-real-key',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
  AUTH_SECRET: 'not-a-real-secret-but-long-enough',
  PASSWORD_LOG2_COST: '10',
}
