import { ForbiddenView } from '@/components/layout/forbidden-view'

/**
 * Shown with status 403 when the role does not allow the page. On the client, because the server
 * would otherwise render it for each page that is allowed.
 */
export default function Forbidden() {
  return <ForbiddenView />
}
