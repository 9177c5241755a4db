import { createServer } from 'node:http'

// A Live service without a rate limit, for the proxy that makes one call per request. The same reply
// to every call keeps its own share of the machine small.
const Metadata = Array.from({ length: 10 }, (_, at) => ({ Key: `key-${at}`, Value: 'a value' }))
const reply = JSON.stringify({
  ActionStatus: 'OK',
  ErrorInfo: '',
  ErrorCode: 0,
  RequestId: 'fixed',
  Response: { Metadata },
})

createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  response.end(reply)
}).listen(Number(process.env.PORT), '127.0.0.1')
