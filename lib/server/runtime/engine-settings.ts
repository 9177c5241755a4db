import 'server-only'
import { readFileSync } from 'node:fs'
import type { EngineSettings } from '../engine/transport/http-caller'
import { REGIONS, type Settings } from './settings'

/** `region` is null where an address was given. */
export type EngineConfig = EngineSettings & { region: string | null }

/** The app's engine with its secret; what is missing or wrong is added to `lines`. */
export function engineOf(settings: Settings, lines: string[]): EngineConfig | null {
  const need = <T>(name: string, value: T | undefined): T | undefined => {
    if (value === undefined) lines.push(`${name} is missing`)
    return value
  }
  const region = settings.LIVE_ENGINE_REGION
  if (region && settings.LIVE_ENGINE_URL) {
    lines.push('LIVE_ENGINE_REGION and LIVE_ENGINE_URL exclude each other')
  }
  const target = region ? REGIONS[region] : settings.LIVE_ENGINE_URL
  const url = need('LIVE_ENGINE_REGION (or LIVE_ENGINE_URL)', target)
  const sdkAppId = need('LIVE_ENGINE_SDK_APP_ID', settings.LIVE_ENGINE_SDK_APP_ID)
  const identifier = need('LIVE_ENGINE_IDENTIFIER', settings.LIVE_ENGINE_IDENTIFIER)
  const secretKey = need('LIVE_ENGINE_SECRET_KEY', secretOf(settings, lines))
  if (!url || !sdkAppId || !identifier || !secretKey) return null
  return { url: new URL(url).origin, region: region ?? null, sdkAppId, identifier, secretKey }
}

function secretOf(settings: Settings, lines: string[]): string | undefined {
  const file = settings.LIVE_ENGINE_SECRET_KEY_FILE
  if (!file) return settings.LIVE_ENGINE_SECRET_KEY
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    lines.push('LIVE_ENGINE_SECRET_KEY_FILE cannot be read')
    return 'unread'
  }
}
