import { createRequire } from "node:module";

// Pulumi's SDK brings copies of its own: a message of another copy is none to it.
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc = ofPulumi("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
export const { Struct } = ofPulumi(
  "google-protobuf/google/protobuf/struct_pb.js",
) as typeof import("google-protobuf/google/protobuf/struct_pb");
export type Struct = import("google-protobuf/google/protobuf/struct_pb").Struct;
export const { Empty } = ofPulumi(
  "google-protobuf/google/protobuf/empty_pb.js",
) as typeof import("google-protobuf/google/protobuf/empty_pb");
