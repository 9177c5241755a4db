// Without this Next would respond with a file of the build.
export const dynamic = 'force-dynamic'

export const GET = () => Response.json({})
