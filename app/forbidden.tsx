import { ForbiddenView } from '@/components/layout/forbidden-view'

/**
 * Shown with status 403 when the role does not allow the page. Shows a client component: elements of
 * its own would be rendered for each page that is allowed.
 */
export default function Forbidden() {
  return <ForbiddenView />
}
