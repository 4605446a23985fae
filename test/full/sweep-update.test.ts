import { sweep } from "./sweep";

sweep({ name: "another mode", from: "rr", to: "backup" });
