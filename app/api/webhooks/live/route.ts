import { raw, route } from '@/lib/server/route'
import { receiveWebhook } from '@/lib/server/webhooks'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.receiveWebhook, receiveWebhook),
)
