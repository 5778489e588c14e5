// A peer of delivery: ipx serving the folder DIR on the loopback port PORT, `node ipx.mjs DIR PORT`.
import { createServer } from 'node:http'
import { createIPX, createIPXNodeServer, ipxFSStorage } from 'ipx'

const [dir, port] = process.argv.slice(2)
const ipx = createIPX({ storage: ipxFSStorage({ dir }) })
createServer(createIPXNodeServer(ipx)).listen(Number(port), '127.0.0.1')
