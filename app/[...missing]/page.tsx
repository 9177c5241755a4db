import { notFound } from 'next/navigation'
import { pageContext } from '@/lib/server/http/page'

/**
 * Any other path. Without a session it redirects to sign in, so that it does not reveal which pages
 * exist.
 */
export default async function MissingPage(): Promise<never> {
  await pageContext()
  notFound()
}
