import { on, route } from '@/lib/server/route'
import { signIn } from '@/lib/server/sign-in'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(on(endpoints.signIn, signIn))
