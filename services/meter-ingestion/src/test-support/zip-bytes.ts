import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; what is given beside name and content is written into the archive although it is wrong. */
export interface ZippedFile {
  readonly name: string;
  readonly content: string;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
}

/** A zip archive as APPNOTE 6.3 writes it: local headers with their data, the central directory, its end. */
export function zipBytes(files: readonly ZippedFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, flags = 0, crc = crc32(Buffer.from(content)), size = Buffer.byteLength(content) } of files) {
    const data = method === 0 ? Buffer.from(content) : deflateRawSync(content);
    const about = Buffer.alloc(22);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(crc, 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(size, 18);
    const nameBytes = Buffer.from(name);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), about, lengths(nameBytes.length, 0), nameBytes, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, about, lengths(nameBytes.length, 0), tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

function lengths(name: number, extra: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(name, 0);
  bytes.writeUInt16LE(extra, 2);
  return bytes;
}
