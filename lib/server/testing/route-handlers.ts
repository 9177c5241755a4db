import 'server-only'

/** The handlers that a `route.ts` exports, by HTTP method. */
export type RouteHandlers = Record<
  string,
  (
    request: Request,
    path: { params: Promise<Record<string, string> | undefined> },
  ) => Promise<Response>
>
