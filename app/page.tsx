import { redirect } from 'next/navigation'
import { pageContext } from '@/lib/server/http/page'

export default async function Home(): Promise<never> {
  await pageContext()
  redirect('/rooms')
}
