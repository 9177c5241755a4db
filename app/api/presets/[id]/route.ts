import { createRoute, handle } from '@/lib/server/http/route'
import { changePreset, deletePreset } from '@/lib/server/services/presets'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.changePreset, changePreset),
  handle(endpoints.deletePreset, deletePreset),
)
