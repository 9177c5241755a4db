import { on, route } from '@/lib/server/route'
import { signInWithProvider } from '@/lib/server/single-sign-on'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.signInWithProvider, signInWithProvider),
)
