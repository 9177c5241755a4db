import 'server-only'
import { randomUUID } from 'node:crypto'
import { createEngineClient, type EngineClient } from '../client'
import type { EngineSettings } from '../transport/http-caller'
import { callLiveApi } from './call-live-api'

/** A server of the Live API to test; `close` destroys the rooms that were created. */
export type ContractTarget = {
  settings: EngineSettings
  client: EngineClient
  createRoom(id?: string, more?: object): Promise<string>
  close(): Promise<void>
}

/**
 * The emulator, or the Live service that LIVE_ENGINE_URL and the credentials in the environment
 * name.
 */
export async function openContractTarget(): Promise<ContractTarget> {
  const { settings, closeEmulator } = await readTarget(process.env)
  const client = createEngineClient(settings)
  const rooms: string[] = []
  return {
    settings,
    client,
    async createRoom(id = `contract-${randomUUID()}`, more = {}) {
      const RoomInfo = {
        RoomId: id,
        RoomType: 'Live',
        RoomName: 'Contract suite',
        SeatTemplate: 'VideoDynamicGrid9Seats',
        ...more,
      }
      const reply = await callLiveApi(settings, 'create_room', { RoomInfo })
      if (reply.ErrorCode !== 0) throw new Error(`create_room: ${JSON.stringify(reply)}`)
      rooms.push(id)
      return id
    },
    async close() {
      for (const RoomId of rooms) await callLiveApi(settings, 'destroy_room', { RoomId })
      await client.close()
      await closeEmulator()
    },
  }
}

async function readTarget(env: NodeJS.ProcessEnv) {
  if (env.LIVE_ENGINE_URL) {
    const settings: EngineSettings = {
      url: env.LIVE_ENGINE_URL,
      sdkAppId: Number(env.LIVE_ENGINE_SDK_APP_ID),
      identifier: env.LIVE_ENGINE_IDENTIFIER ?? '',
      secretKey: env.LIVE_ENGINE_SECRET_KEY ?? '',
    }
    return { settings, closeEmulator: async () => undefined }
  }
  // Imported here because a run against the Live service needs no emulator.
  const { demoApp } = await import('@/lib/server/emulator/demo-app')
  const { startEmulator } = await import('@/lib/server/emulator/server')
  const emulator = await startEmulator(demoApp)
  return { settings: { ...demoApp, url: emulator.url }, closeEmulator: emulator.close }
}
