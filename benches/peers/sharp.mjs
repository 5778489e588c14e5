// The peer of ingest: sharp making the three documented thumbnails by three calls from one file, as applications do. Reads
// a line {"source", "folder"} for each photograph, answers with the names of what it wrote.
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import sharp from 'sharp'

// One thread a picture, nothing remembered from the picture before: the cost of one picture, not of this machine's cores.
sharp.concurrency(1)
sharp.cache(false)

const sizes = { small: 400, medium: 800, large: 1920 }

for await (const line of createInterface({ input: process.stdin })) {
  const { source, folder } = JSON.parse(line)
  const files = []
  for (const [name, side] of Object.entries(sizes)) {
    const file = join(folder, `${name}.webp`)
    await sharp(source)
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toFile(file)
    files.push(file)
  }
  console.log(JSON.stringify({ files }))
}
