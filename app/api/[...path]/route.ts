import { route } from '@/lib/server/http/route'

/** Every address under /api that is no door answers 404 in our envelope. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route()
