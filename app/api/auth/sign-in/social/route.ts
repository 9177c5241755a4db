import { createRoute, handle } from '@/lib/server/http/route'
import { signInWithProvider } from '@/lib/server/services/account/single-sign-on'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.signInWithProvider, signInWithProvider),
)
