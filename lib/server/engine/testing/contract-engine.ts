import 'server-only'
import { randomUUID } from 'node:crypto'
import { createEngineClient, type EngineClient } from '../client'
import type { EngineSettings } from '../transport/http-caller'
import { rawCall } from './raw-call'

/** An engine to put the contract to, and rooms made in it, which `close` ends. */
export type ContractEngine = {
  settings: EngineSettings
  client: EngineClient
  makeRoom(id?: string, more?: object): Promise<string>
  close(): Promise<void>
}

/** The emulator, or, with LIVE_ENGINE_URL and the three credentials in the environment, a real engine. */
export async function contractEngine(): Promise<ContractEngine> {
  const { settings, closeEmulator } = await settingsOf(process.env)
  const client = createEngineClient(settings)
  const rooms: string[] = []
  return {
    settings,
    client,
    async makeRoom(id = `contract-${randomUUID()}`, more = {}) {
      const RoomInfo = {
        RoomId: id,
        RoomType: 'Live',
        RoomName: 'Contract suite',
        SeatTemplate: 'VideoDynamicGrid9Seats',
        ...more,
      }
      const reply = await rawCall(settings, 'create_room', { RoomInfo })
      if (reply.ErrorCode !== 0) throw new Error(`create_room: ${JSON.stringify(reply)}`)
      rooms.push(id)
      return id
    },
    async close() {
      for (const RoomId of rooms) await rawCall(settings, 'destroy_room', { RoomId })
      await client.close()
      await closeEmulator()
    },
  }
}

async function settingsOf(env: NodeJS.ProcessEnv) {
  if (env.LIVE_ENGINE_URL) {
    const settings: EngineSettings = {
      url: env.LIVE_ENGINE_URL,
      sdkAppId: Number(env.LIVE_ENGINE_SDK_APP_ID),
      identifier: env.LIVE_ENGINE_IDENTIFIER ?? '',
      secretKey: env.LIVE_ENGINE_SECRET_KEY ?? '',
    }
    return { settings, closeEmulator: async () => undefined }
  }
  // Only then: a run against a real engine needs no emulator.
  const { demoApp } = await import('@/lib/server/emulator/demo-app')
  const { startEmulator } = await import('@/lib/server/emulator/server')
  const emulator = await startEmulator(demoApp)
  return { settings: { ...demoApp, url: emulator.url }, closeEmulator: emulator.close }
}
