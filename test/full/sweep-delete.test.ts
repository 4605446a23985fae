import { sweep } from "./sweep";

sweep({ name: "delete", from: "rr", to: "none" });
