import { sweep } from "./sweep";

sweep({ name: "a change of mode and members", from: "rr, three members", to: "backup" });
