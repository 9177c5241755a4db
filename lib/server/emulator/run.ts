import 'server-only'
import { resolve } from 'node:path'
import { demoApp } from './demo-app'
import { startEmulator } from './server'

// Runs the emulator as a process of its own, so that replicas and tools can share it.
const { env } = process
const app = {
  sdkAppId: Number(env.LIVE_ENGINE_SDK_APP_ID ?? demoApp.sdkAppId),
  identifier: env.LIVE_ENGINE_IDENTIFIER ?? demoApp.identifier,
  secretKey: env.LIVE_ENGINE_SECRET_KEY ?? demoApp.secretKey,
}
const emulator = await startEmulator({
  ...app,
  port: Number(env.EMULATOR_PORT ?? 0),
  file: resolve(env.DATA_DIR ?? 'data', 'emulator', 'rooms.json'),
  seed: true,
})

console.log(`The emulator of the Live service listens at ${emulator.url}.
To use it, start the console with:

LIVE_ENGINE_URL=${emulator.url}
LIVE_ENGINE_SDK_APP_ID=${app.sdkAppId}
LIVE_ENGINE_IDENTIFIER=${app.identifier}
LIVE_ENGINE_SECRET_KEY=${env.LIVE_ENGINE_SECRET_KEY ? '(the value you set)' : app.secretKey}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void emulator.close().then(() => process.exit(0)))
}
