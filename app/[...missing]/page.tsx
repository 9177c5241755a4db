import { notFound } from 'next/navigation'
import { pageContext } from '@/lib/server/http/page'

/** Any other address: strangers learn of no page, not even that it is none. */
export default async function MissingPage(): Promise<never> {
  await pageContext()
  notFound()
}
