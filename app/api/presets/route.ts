import { createRoute, handle } from '@/lib/server/http/route'
import { addPreset, listPresets } from '@/lib/server/services/presets'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.listPresets, listPresets),
  handle(endpoints.addPreset, addPreset),
)
