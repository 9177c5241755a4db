import { createRoute } from '@/lib/server/http/route'

/** Answers 404 with an error envelope for every other path under /api. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute()
