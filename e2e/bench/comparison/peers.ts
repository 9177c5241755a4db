import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { pidOf, startScript, stopProcess, waitUntilReady } from '../../support/servers'
import { authSettings, CONSOLE_PORT, liveServiceSettings } from '../../support/test-settings'
import type { Target } from './closed-loop'

const FOLDER = 'e2e/bench/comparison'

export type Peers = { empty: Target; express: Target; stop(): Promise<void> }

/** Starts what the console is compared with, each as a process of its own. */
export async function startPeers(room: string): Promise<Peers> {
  const fixedReplies = createAddress(CONSOLE_PORT + 1)
  const empty = createAddress(CONSOLE_PORT + 2)
  const express = createAddress(CONSOLE_PORT + 3)
  const env = {
    ...process.env,
    ...liveServiceSettings,
    ...authSettings,
    LIVE_ENGINE_URL: fixedReplies.origin,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production' as const,
  }
  const liveService = startScript(`${FOLDER}/fixed-replies.mjs`, { ...env, ...fixedReplies.env })
  const emptyApp = startScript(`${FOLDER}/serve-empty-app.mjs`, {
    ...env,
    ...empty.env,
    PUBLIC_ORIGIN: empty.origin,
    DATA_DIR: createTempFolder('bench-empty'),
  })
  const proxy = startScript(`${FOLDER}/express-proxy.mjs`, { ...env, ...express.env })
  const stop = async () => {
    await Promise.all([liveService, emptyApp, proxy].map(stopProcess))
  }
  const emptyPath = '/api/empty'
  const expressPath = `/api/rooms/${room}/metadata`
  try {
    await Promise.all([
      waitUntilReady(liveService, fixedReplies.origin),
      waitUntilReady(emptyApp, `${empty.origin}${emptyPath}`),
    ])
    await waitUntilReady(proxy, `${express.origin}${expressPath}`)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    empty: { origin: empty.origin, path: emptyPath, pid: pidOf(emptyApp) },
    express: { origin: express.origin, path: expressPath, pid: pidOf(proxy) },
    stop,
  }
}

const createAddress = (port: number) => ({
  origin: `http://127.0.0.1:${port}`,
  env: { PORT: String(port) },
})
