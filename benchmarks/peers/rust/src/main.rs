// SPDX-License-Identifier: Apache-2.0
// rustrict over the rows of a file, one a line: `name TAB nanoseconds a row` nine times in a line, of CPU time.
use cpu_time::ProcessTime;
use rustrict::CensorStr;

const ROUNDS: usize = 9;

fn main() {
    let path = std::env::args().nth(1).expect("usage: pilah-peers ROWS");
    let file = std::fs::read_to_string(path).expect("ROWS cannot be read");
    let rows: Vec<&str> = file.lines().collect();
    assert!("you fucking idiot".is_inappropriate() && !"thank you".is_inappropriate());
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..ROUNDS {
        let start = ProcessTime::now();
        let mut done = 0;
        while done == 0 || start.elapsed().as_secs_f64() < 0.05 {
            found += rows.iter().filter(|row| row.is_inappropriate()).count();
            done += rows.len();
        }
        times.push(format!("{:.1}", start.elapsed().as_nanos() as f64 / done as f64));
    }
    eprintln!("{found} found in all passes");
    println!("rustrict\t{}", times.join(" "));
}
