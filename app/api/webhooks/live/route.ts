import { createRoute, handleRaw } from '@/lib/server/http/route'
import { receiveWebhook } from '@/lib/server/services/webhooks'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.receiveWebhook, receiveWebhook),
)
