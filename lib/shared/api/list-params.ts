import * as z from 'zod/mini'

/** ISO 8601 with an offset: without one it would mean another moment on each machine. */
export const timeSchema = z.iso.datetime({ offset: true })
export const cursorSchema = z.optional(z.string().check(z.maxLength(500)))
export const limitSchema = (most: number) =>
  z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(most)))

/** Refuses NUL, which PostgreSQL cannot store. */
export const idSchema = (longest: number) =>
  z.string().check(z.maxLength(longest), z.regex(/^[^\0]*$/))
